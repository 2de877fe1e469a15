<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message numerus="yes">
        <source>%1 %Ln peer(s) fetch from you.</source>
        <comment>sentence, sentence</comment>
        <translation>
            <numerusform>%1 %Ln peer fetches from you.</numerusform>
            <numerusform>%1 %Ln peers fetch from you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Linked with %Ln peer(s).</source>
        <translation>
            <numerusform>Linked with %Ln peer.</numerusform>
            <numerusform>Linked with %Ln peers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Every missing part is available from %Ln peer(s).</source>
        <translation>
            <numerusform>Every missing part is available from %Ln peer.</numerusform>
            <numerusform>Every missing part is available from %Ln peers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Parts are missing: among the %Ln peer(s) there is no whole copy (%1 copies).</source>
        <translation>
            <numerusform>Parts are missing: the %Ln peer has no whole copy (%1 copies).</numerusform>
            <numerusform>Parts are missing: among the %Ln peers there is no whole copy (%1 copies).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Getting the list of files from %Ln peer(s).</source>
        <translation>
            <numerusform>Getting the list of files from %Ln peer.</numerusform>
            <numerusform>Getting the list of files from %Ln peers.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln second</numerusform>
            <numerusform>%Ln seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShareJob</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out, because they are links or special files (%Ln):</source>
        <translation>
            <numerusform>Left out, because it is a link or a special file (%Ln):</numerusform>
            <numerusform>Left out, because they are links or special files (%Ln):</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShareWords</name>
    <message numerus="yes">
        <source>Getting it from %Ln peer(s)</source>
        <translation>
            <numerusform>Getting it from %Ln peer</numerusform>
            <numerusform>Getting it from %Ln peers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Getting it from %Ln peer(s), %1 left</source>
        <translation>
            <numerusform>Getting it from %Ln peer, %1 left</numerusform>
            <numerusform>Getting it from %Ln peers, %1 left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Waiting for somebody who has it; %Ln peer(s) not reached yet</source>
        <translation>
            <numerusform>Waiting for somebody who has it; %Ln peer not reached yet</numerusform>
            <numerusform>Waiting for somebody who has it; %Ln peers not reached yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharing with %Ln peer(s)</source>
        <translation>
            <numerusform>Sharing with %Ln peer</numerusform>
            <numerusform>Sharing with %Ln peers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharing %1 of %2 files with %Ln peer(s)</source>
        <translation>
            <numerusform>Sharing %1 of %2 files with %Ln peer</numerusform>
            <numerusform>Sharing %1 of %2 files with %Ln peers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Asking %Ln peer(s) for the list of files</source>
        <translation>
            <numerusform>Asking %Ln peer for the list of files</numerusform>
            <numerusform>Asking %Ln peers for the list of files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connected with %Ln peer(s), nothing arrives now</source>
        <translation>
            <numerusform>Connected with %Ln peer, nothing arrives now</numerusform>
            <numerusform>Connected with %Ln peers, nothing arrives now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::AvailabilityBar</name>
    <message numerus="yes">
        <source>Every part is with at least %Ln peer(s)</source>
        <translation>
            <numerusform>Every part is with at least %Ln peer</numerusform>
            <numerusform>Every part is with at least %Ln peers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::ChunkMapBar</name>
    <message numerus="yes">
        <source>%1 of %Ln part(s) are whole</source>
        <translation>
            <numerusform>%1 of %Ln part is whole</numerusform>
            <numerusform>%1 of %Ln parts are whole</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::DropOverlay</name>
    <message numerus="yes">
        <source>%Ln Shoal link(s)</source>
        <translation>
            <numerusform>%Ln Shoal link</numerusform>
            <numerusform>%Ln Shoal links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) or folder(s), each with a link of its own</source>
        <translation>
            <numerusform>%Ln file or folder, with a link of its own</numerusform>
            <numerusform>%Ln files or folders, each with a link of its own</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::FileTree</name>
    <message numerus="yes">
        <source>Folder %1, %2, %3 of %Ln file(s) chosen, %4 here</source>
        <translation>
            <numerusform>Folder %1, %2, %3 of %Ln file chosen, %4 here</numerusform>
            <numerusform>Folder %1, %2, %3 of %Ln files chosen, %4 here</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::FileTreeView</name>
    <message numerus="yes">
        <source>Choose %Ln found</source>
        <translation>
            <numerusform>Choose %Ln found</numerusform>
            <numerusform>Choose %Ln found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leave out %Ln found</source>
        <translation>
            <numerusform>Leave out %Ln found</numerusform>
            <numerusform>Leave out %Ln found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln file(s) chosen</source>
        <translation>
            <numerusform>%1 of %Ln file chosen</numerusform>
            <numerusform>%1 of %Ln files chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::GetDialog</name>
    <message numerus="yes">
        <source>%Ln link(s), one after the other</source>
        <translation>
            <numerusform>%Ln link, one after the other</numerusform>
            <numerusform>%Ln links, one after the other</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::KnownTable</name>
    <message numerus="yes">
        <source>Did not answer %Ln time(s); next try %1</source>
        <translation>
            <numerusform>Did not answer %Ln time; next try %1</numerusform>
            <numerusform>Did not answer %Ln times; next try %1</numerusform>
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
        <source>Speed of each of %Ln share(s)</source>
        <translation>
            <numerusform>Speed of %Ln share</numerusform>
            <numerusform>Speed of each of %Ln shares</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::LinkCard</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::MainWindow</name>
    <message numerus="yes">
        <source>%Ln link(s) copied. Whoever has a link can read the share.</source>
        <translation>
            <numerusform>%Ln link copied. Whoever has it can read the share.</numerusform>
            <numerusform>%Ln links copied. Whoever has a link can read the share.</numerusform>
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
        <source>%1 in %Ln file(s)</source>
        <translation>
            <numerusform>%1 in %Ln file</numerusform>
            <numerusform>%1 in %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, of which %2 in %Ln file(s) are wanted</source>
        <translation>
            <numerusform>%1, of which %2 in %Ln file are wanted</numerusform>
            <numerusform>%1, of which %2 in %Ln files are wanted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln part(s) are here and verified</source>
        <translation>
            <numerusform>%1 of %Ln part is here and verified</numerusform>
            <numerusform>%1 of %Ln parts are here and verified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 copies with %Ln peer(s)</source>
        <translation>
            <numerusform>%1 copies with %Ln peer</numerusform>
            <numerusform>%1 copies with %Ln peers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::PeerSearch</name>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln found</numerusform>
            <numerusform>%Ln found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Linked to %Ln peer(s): fetching the list of files. %1 so far.</source>
        <translation>
            <numerusform>Linked to %Ln peer: fetching the list of files. %1 so far.</numerusform>
            <numerusform>Linked to %Ln peers: fetching the list of files. %1 so far.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::PeersTab</name>
    <message numerus="yes">
        <source>%Ln peer(s)</source>
        <translation>
            <numerusform>%Ln peer</numerusform>
            <numerusform>%Ln peers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::RemoveDialog</name>
    <message numerus="yes">
        <source>Remove %Ln share(s)?</source>
        <translation>
            <numerusform>Remove %Ln share?</numerusform>
            <numerusform>Remove %Ln shares?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of these share(s) hold the files that you shared, not copies of them.</source>
        <translation>
            <numerusform>%Ln of these shares holds the files that you shared, not copies of them.</numerusform>
            <numerusform>%Ln of these shares hold the files that you shared, not copies of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln share(s) could not be removed.</source>
        <translation>
            <numerusform>%Ln share could not be removed.</numerusform>
            <numerusform>%Ln shares could not be removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) stay, because they are not as Shoal knew them.</source>
        <translation>
            <numerusform>%Ln file stays, because it is not as Shoal knew it.</numerusform>
            <numerusform>%Ln files stay, because they are not as Shoal knew them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareDialog</name>
    <message numerus="yes">
        <source>%Ln file(s) or folder(s) could not be shared.</source>
        <translation>
            <numerusform>%Ln file or folder could not be shared.</numerusform>
            <numerusform>%Ln files or folders could not be shared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln share(s) are ready: their links can be copied now.</source>
        <translation>
            <numerusform>%Ln share is ready: its link can be copied now.</numerusform>
            <numerusform>%Ln shares are ready: their links can be copied now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareJournal</name>
    <message numerus="yes">
        <source>The list of files is here: %Ln file(s), %1.</source>
        <translation>
            <numerusform>The list of files is here: %Ln file, %1.</numerusform>
            <numerusform>The list of files is here: %Ln files, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Linked with %Ln peer(s).</source>
        <translation>
            <numerusform>Linked with %Ln peer.</numerusform>
            <numerusform>Linked with %Ln peers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln file(s) are wanted.</source>
        <translation>
            <numerusform>%1 of %Ln file is wanted.</numerusform>
            <numerusform>%1 of %Ln files are wanted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareListView</name>
    <message numerus="yes">
        <source>%Ln share(s)</source>
        <translation>
            <numerusform>%Ln share</numerusform>
            <numerusform>%Ln shares</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::Sidebar</name>
    <message numerus="yes">
        <source>%1, %Ln share(s)</source>
        <translation>
            <numerusform>%1, %Ln share</numerusform>
            <numerusform>%1, %Ln shares</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln peer(s) found</source>
        <translation>
            <numerusform>%Ln peer found</numerusform>
            <numerusform>%Ln peers found</numerusform>
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
        <source>Reading %Ln item(s) goes on in the background.</source>
        <translation>
            <numerusform>Reading %Ln item goes on in the background.</numerusform>
            <numerusform>Reading %Ln items goes on in the background.</numerusform>
        </translation>
    </message>
</context>
</TS>
