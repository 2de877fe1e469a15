<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message numerus="yes">
        <source>%1 %n peer(s) fetch from you.</source>
        <comment>sentence, sentence</comment>
        <translation>
            <numerusform>%1 %n peer fetches from you.</numerusform>
            <numerusform>%1 %n peers fetch from you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Linked with %n peer(s).</source>
        <translation>
            <numerusform>Linked with %n peer.</numerusform>
            <numerusform>Linked with %n peers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every missing part is available from %n peer(s).</source>
        <translation>
            <numerusform>Every missing part is available from %n peer.</numerusform>
            <numerusform>Every missing part is available from %n peers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Parts are missing: among the %n peer(s) there is no whole copy (%1 copies).</source>
        <translation>
            <numerusform>Parts are missing: the %n peer has no whole copy (%1 copies).</numerusform>
            <numerusform>Parts are missing: among the %n peers there is no whole copy (%1 copies).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Getting the list of files from %n peer(s).</source>
        <translation>
            <numerusform>Getting the list of files from %n peer.</numerusform>
            <numerusform>Getting the list of files from %n peers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShareJob</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out, because they are links or special files (%n):</source>
        <translation>
            <numerusform>Left out, because it is a link or a special file (%n):</numerusform>
            <numerusform>Left out, because they are links or special files (%n):</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShareWords</name>
    <message numerus="yes">
        <source>Getting it from %n peer(s)</source>
        <translation>
            <numerusform>Getting it from %n peer</numerusform>
            <numerusform>Getting it from %n peers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Getting it from %n peer(s), %1 left</source>
        <translation>
            <numerusform>Getting it from %n peer, %1 left</numerusform>
            <numerusform>Getting it from %n peers, %1 left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting for somebody who has it; %n peer(s) not reached yet</source>
        <translation>
            <numerusform>Waiting for somebody who has it; %n peer not reached yet</numerusform>
            <numerusform>Waiting for somebody who has it; %n peers not reached yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharing with %n peer(s)</source>
        <translation>
            <numerusform>Sharing with %n peer</numerusform>
            <numerusform>Sharing with %n peers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharing %1 of %2 files with %n peer(s)</source>
        <translation>
            <numerusform>Sharing %1 of %2 files with %n peer</numerusform>
            <numerusform>Sharing %1 of %2 files with %n peers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Asking %n peer(s) for the list of files</source>
        <translation>
            <numerusform>Asking %n peer for the list of files</numerusform>
            <numerusform>Asking %n peers for the list of files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connected with %n peer(s), nothing arrives now</source>
        <translation>
            <numerusform>Connected with %n peer, nothing arrives now</numerusform>
            <numerusform>Connected with %n peers, nothing arrives now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::AvailabilityBar</name>
    <message numerus="yes">
        <source>Every part is with at least %n peer(s)</source>
        <translation>
            <numerusform>Every part is with at least %n peer</numerusform>
            <numerusform>Every part is with at least %n peers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::ChunkMapBar</name>
    <message numerus="yes">
        <source>%1 of %n part(s) are whole</source>
        <translation>
            <numerusform>%1 of %n part is whole</numerusform>
            <numerusform>%1 of %n parts are whole</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::DropOverlay</name>
    <message numerus="yes">
        <source>%n Shoal link(s)</source>
        <translation>
            <numerusform>%n Shoal link</numerusform>
            <numerusform>%n Shoal links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) or folder(s), each with a link of its own</source>
        <translation>
            <numerusform>%n file or folder, with a link of its own</numerusform>
            <numerusform>%n files or folders, each with a link of its own</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::FileTree</name>
    <message numerus="yes">
        <source>Folder %1, %2, %3 of %n file(s) chosen, %4 here</source>
        <translation>
            <numerusform>Folder %1, %2, %3 of %n file chosen, %4 here</numerusform>
            <numerusform>Folder %1, %2, %3 of %n files chosen, %4 here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::FileTreeView</name>
    <message numerus="yes">
        <source>Choose %n found</source>
        <translation>
            <numerusform>Choose %n found</numerusform>
            <numerusform>Choose %n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leave out %n found</source>
        <translation>
            <numerusform>Leave out %n found</numerusform>
            <numerusform>Leave out %n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n file(s) chosen</source>
        <translation>
            <numerusform>%1 of %n file chosen</numerusform>
            <numerusform>%1 of %n files chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::GetDialog</name>
    <message numerus="yes">
        <source>%n link(s), one after the other</source>
        <translation>
            <numerusform>%n link, one after the other</numerusform>
            <numerusform>%n links, one after the other</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::KnownTable</name>
    <message numerus="yes">
        <source>Did not answer %n time(s); next try %1</source>
        <translation>
            <numerusform>Did not answer %n time; next try %1</numerusform>
            <numerusform>Did not answer %n times; next try %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::LabelDialog</name>
    <message numerus="yes">
        <source>Labels of %Ln share(s)</source>
        <translation>
            <numerusform>Labels of %Ln share</numerusform>
            <numerusform>Labels of %Ln shares</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::LimitDialog</name>
    <message numerus="yes">
        <source>Speed of each of %n share(s)</source>
        <translation>
            <numerusform>Speed of %n share</numerusform>
            <numerusform>Speed of each of %n shares</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::LinkCard</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::MainWindow</name>
    <message numerus="yes">
        <source>%n link(s) copied. Whoever has a link can read the share.</source>
        <translation>
            <numerusform>%n link copied. Whoever has it can read the share.</numerusform>
            <numerusform>%n links copied. Whoever has a link can read the share.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Quit and stop %Ln transfer(s)?</source>
        <translation>
            <numerusform>Quit and stop %Ln transfer?</numerusform>
            <numerusform>Quit and stop %Ln transfers?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::OverviewTab</name>
    <message numerus="yes">
        <source>%1 in %n file(s)</source>
        <translation>
            <numerusform>%1 in %n file</numerusform>
            <numerusform>%1 in %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, of which %2 in %n file(s) are wanted</source>
        <translation>
            <numerusform>%1, of which %2 in %n file are wanted</numerusform>
            <numerusform>%1, of which %2 in %n files are wanted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n part(s) are here and verified</source>
        <translation>
            <numerusform>%1 of %n part is here and verified</numerusform>
            <numerusform>%1 of %n parts are here and verified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 copies with %n peer(s)</source>
        <translation>
            <numerusform>%1 copies with %n peer</numerusform>
            <numerusform>%1 copies with %n peers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::PeerSearch</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Linked to %n peer(s): fetching the list of files. %1 so far.</source>
        <translation>
            <numerusform>Linked to %n peer: fetching the list of files. %1 so far.</numerusform>
            <numerusform>Linked to %n peers: fetching the list of files. %1 so far.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::PeersTab</name>
    <message numerus="yes">
        <source>%n peer(s)</source>
        <translation>
            <numerusform>%n peer</numerusform>
            <numerusform>%n peers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::RemoveDialog</name>
    <message numerus="yes">
        <source>Remove %n share(s)?</source>
        <translation>
            <numerusform>Remove %n share?</numerusform>
            <numerusform>Remove %n shares?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these share(s) hold the files that you shared, not copies of them.</source>
        <translation>
            <numerusform>%n of these shares holds the files that you shared, not copies of them.</numerusform>
            <numerusform>%n of these shares hold the files that you shared, not copies of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n share(s) could not be removed.</source>
        <translation>
            <numerusform>%n share could not be removed.</numerusform>
            <numerusform>%n shares could not be removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) stay, because they are not as Shoal knew them.</source>
        <translation>
            <numerusform>%n file stays, because it is not as Shoal knew it.</numerusform>
            <numerusform>%n files stay, because they are not as Shoal knew them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareDialog</name>
    <message numerus="yes">
        <source>%n file(s) or folder(s) could not be shared.</source>
        <translation>
            <numerusform>%n file or folder could not be shared.</numerusform>
            <numerusform>%n files or folders could not be shared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n share(s) are ready: their links can be copied now.</source>
        <translation>
            <numerusform>%n share is ready: its link can be copied now.</numerusform>
            <numerusform>%n shares are ready: their links can be copied now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareJournal</name>
    <message numerus="yes">
        <source>The list of files is here: %n file(s), %1.</source>
        <translation>
            <numerusform>The list of files is here: %n file, %1.</numerusform>
            <numerusform>The list of files is here: %n files, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Linked with %n peer(s).</source>
        <translation>
            <numerusform>Linked with %n peer.</numerusform>
            <numerusform>Linked with %n peers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n file(s) are wanted.</source>
        <translation>
            <numerusform>%1 of %n file is wanted.</numerusform>
            <numerusform>%1 of %n files are wanted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareListView</name>
    <message numerus="yes">
        <source>%n share(s)</source>
        <translation>
            <numerusform>%n share</numerusform>
            <numerusform>%n shares</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::Sidebar</name>
    <message numerus="yes">
        <source>%1, %n share(s)</source>
        <translation>
            <numerusform>%1, %n share</numerusform>
            <numerusform>%1, %n shares</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n peer(s) found</source>
        <translation>
            <numerusform>%n peer found</numerusform>
            <numerusform>%n peers found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::StatusLine</name>
    <message numerus="yes">
        <source>DHT: %Ln node(s)</source>
        <translation>
            <numerusform>DHT: %Ln node</numerusform>
            <numerusform>DHT: %Ln nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::WindowDialogs</name>
    <message numerus="yes">
        <source>Reading %n item(s) goes on in the background.</source>
        <translation>
            <numerusform>Reading %n item goes on in the background.</numerusform>
            <numerusform>Reading %n items goes on in the background.</numerusform>
        </translation>
    </message>
</context>
</TS>
