<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>FindingWords</name>
    <message>
        <source>Others reach this computer</source>
        <translation>Andere erreichen diesen Rechner</translation>
    </message>
    <message>
        <source>Nobody has tried to reach this computer from outside yet</source>
        <translation>Noch hat niemand versucht, diesen Rechner von außen zu erreichen</translation>
    </message>
    <message>
        <source>Nobody can reach this computer: no address is set to listen on</source>
        <translation>Niemand kann diesen Rechner erreichen: Es ist keine Adresse dafür festgelegt</translation>
    </message>
    <message>
        <source>Only programs on this computer can reach it</source>
        <translation>Nur Programme auf diesem Rechner können ihn erreichen</translation>
    </message>
    <message>
        <source>A router or firewall keeps others out; it still reaches those who are open</source>
        <translation>Ein Router oder eine Firewall hält andere fern; wer offen ist, wird trotzdem erreicht</translation>
    </message>
    <message>
        <source>No DHT node is known: peers are found by links and on this network</source>
        <translation>Kein DHT-Knoten ist bekannt: Gegenstellen werden über Links und in diesem Netzwerk gefunden</translation>
    </message>
    <message>
        <source>The DHT is being asked for the first time</source>
        <translation>Die DHT wird zum ersten Mal gefragt</translation>
    </message>
    <message>
        <source>No DHT node answers: is this computer connected?</source>
        <translation>Kein DHT-Knoten antwortet: Ist dieser Rechner verbunden?</translation>
    </message>
    <message>
        <source>Other devices on this network are not looked for</source>
        <translation>Andere Geräte in diesem Netzwerk werden nicht gesucht</translation>
    </message>
    <message>
        <source>No other device with Shoal was heard on this network</source>
        <translation>Kein anderes Gerät mit Shoal hat sich in diesem Netzwerk gemeldet</translation>
    </message>
    <message>
        <source>The clock of this computer is years behind</source>
        <translation>Die Uhr dieses Rechners geht um Jahre nach</translation>
    </message>
    <message>
        <source>Forward the port for TCP and UDP at your router to this computer, and let it through the firewall. Until then you reach others, and those who can be reached are enough.</source>
        <translation>Am Router den Port für TCP und UDP an diesen Rechner weiterleiten und in der Firewall durchlassen. Bis dahin erreichen Sie die anderen; solange welche erreichbar sind, genügt das.</translation>
    </message>
    <message>
        <source>Set the address to listen on in the settings, for example 0.0.0.0:4747.</source>
        <translation>In den Einstellungen unter „Erreichbar unter“ eine Adresse festlegen, zum Beispiel 0.0.0.0:4747.</translation>
    </message>
    <message>
        <source>Switch it on in the settings if you want them found.</source>
        <translation>In den Einstellungen einschalten, wenn sie gefunden werden sollen.</translation>
    </message>
</context>
<context>
    <name>FolderState</name>
    <message>
        <source>“%1” is a file, not a folder.</source>
        <translation>„%1“ ist eine Datei, kein Ordner.</translation>
    </message>
    <message>
        <source>You may not write to %1.</source>
        <translation>Sie dürfen in %1 nicht schreiben.</translation>
    </message>
    <message>
        <source>Nothing can be saved in %1.</source>
        <translation>In %1 lässt sich nichts speichern.</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tage</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>The disk is full: %1</source>
        <translation>Der Datenträger ist voll: %1</translation>
    </message>
    <message>
        <source>Shoal may not do that there: %1</source>
        <translation>Das darf Shoal dort nicht: %1</translation>
    </message>
    <message>
        <source>The files were changed: %1</source>
        <translation>Die Dateien wurden geändert: %1</translation>
    </message>
    <message>
        <source>The disk does not do as it should: %1</source>
        <translation>Der Datenträger arbeitet nicht, wie er soll: %1</translation>
    </message>
    <message>
        <source>Something holds it up.</source>
        <translation>Etwas hält sie auf.</translation>
    </message>
    <message>
        <source>It is held up: %1</source>
        <translation>Sie wird aufgehalten: %1</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>noch nicht versucht</translation>
    </message>
    <message>
        <source>tried just now</source>
        <translation>gerade eben versucht</translation>
    </message>
    <message>
        <source>last tried %1</source>
        <translation>zuletzt versucht: %1</translation>
    </message>
    <message>
        <source>Waiting for somebody who has it.</source>
        <translation>Wartet auf jemanden, der sie hat.</translation>
    </message>
    <message>
        <source>%1 found on the DHT</source>
        <translation>%1 in der DHT gefunden</translation>
    </message>
    <message>
        <source>%1 on this network</source>
        <comment>found</comment>
        <translation>%1 in diesem Netzwerk</translation>
    </message>
    <message>
        <source>Waiting for somebody who has it: %1, %2; %3</source>
        <comment>found, found; when</comment>
        <translation>Wartet auf jemanden, der sie hat: %1, %2; %3</translation>
    </message>
    <message>
        <source>Waiting for somebody who has it: %1; %2</source>
        <comment>found; when</comment>
        <translation>Wartet auf jemanden, der sie hat: %1; %2</translation>
    </message>
    <message>
        <source>Waiting for somebody who has it, but neither the DHT nor this network is searched; %1</source>
        <translation>Wartet auf jemanden, der sie hat, doch weder die DHT noch dieses Netzwerk wird durchsucht; %1</translation>
    </message>
    <message>
        <source>Complete and verified.</source>
        <translation>Vollständig und geprüft.</translation>
    </message>
    <message>
        <source>What you chose is here and verified.</source>
        <translation>Was Sie gewählt haben, ist da und geprüft.</translation>
    </message>
    <message numerus="yes">
        <source>%1 %Ln peer(s) fetch from you.</source>
        <comment>sentence, sentence</comment>
        <translation>
            <numerusform>%1 %Ln Gegenstelle lädt von Ihnen.</numerusform>
            <numerusform>%1 %Ln Gegenstellen laden von Ihnen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 You have sent %2 to others.</source>
        <translation>%1 Sie haben %2 an andere gesendet.</translation>
    </message>
    <message>
        <source>%1 Nobody fetches it now.</source>
        <translation>%1 Gerade lädt niemand.</translation>
    </message>
    <message numerus="yes">
        <source>Linked with %Ln peer(s).</source>
        <translation>
            <numerusform>Mit %Ln Gegenstelle verbunden.</numerusform>
            <numerusform>Mit %Ln Gegenstellen verbunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is here and is being put into its place.</source>
        <translation>Alles ist da und kommt nun an seinen Platz.</translation>
    </message>
    <message numerus="yes">
        <source>Every missing part is available from %Ln peer(s).</source>
        <translation>
            <numerusform>Jeder fehlende Teil ist bei %Ln Gegenstelle zu bekommen.</numerusform>
            <numerusform>Jeder fehlende Teil ist bei %Ln Gegenstellen zu bekommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Parts are missing: among the %Ln peer(s) there is no whole copy (%1 copies).</source>
        <translation>
            <numerusform>Teile fehlen: Die %Ln Gegenstelle hat keine ganze Kopie (%1 Kopien).</numerusform>
            <numerusform>Teile fehlen: Die %Ln Gegenstellen haben zusammen keine ganze Kopie (%1 Kopien).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Getting the list of files from %Ln peer(s).</source>
        <translation>
            <numerusform>Die Dateiliste kommt von %Ln Gegenstelle.</numerusform>
            <numerusform>Die Dateiliste kommt von %Ln Gegenstellen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The list of files is here. Nothing was chosen yet.</source>
        <translation>Die Dateiliste ist da. Noch ist nichts gewählt.</translation>
    </message>
    <message>
        <source>The files that are already there are being compared.</source>
        <translation>Die schon vorhandenen Dateien werden verglichen.</translation>
    </message>
    <message>
        <source>Paused. What you chose is here; it is not offered to others.</source>
        <translation>Angehalten. Was Sie gewählt haben, ist da; anderen wird es nicht angeboten.</translation>
    </message>
    <message>
        <source>Paused. Nothing is fetched or offered until you resume it.</source>
        <translation>Angehalten. Bis zum Fortsetzen wird nichts geholt und nichts angeboten.</translation>
    </message>
    <message>
        <source>It is remembered, but it does not run.</source>
        <translation>Sie bleibt gemerkt, läuft aber nicht.</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1 her</translation>
    </message>
    <message>
        <source>Something is missing: %1</source>
        <translation>Etwas fehlt: %1</translation>
    </message>
</context>
<context>
    <name>LinkText</name>
    <message>
        <source>This Shoal link is damaged. Copy the whole link again, from its first letter to its last.</source>
        <translation>Dieser Shoal-Link ist beschädigt. Den ganzen Link noch einmal kopieren, vom ersten bis zum letzten Zeichen.</translation>
    </message>
    <message>
        <source>This link was made by a newer Shoal. Update this one to open it.</source>
        <translation>Dieser Link stammt von einem neueren Shoal. Zum Öffnen dieses hier aktualisieren.</translation>
    </message>
    <message>
        <source>This is a BitTorrent link, not a Shoal link. A BitTorrent program can open it.</source>
        <translation>Das ist ein BitTorrent-Link, kein Shoal-Link. Ein BitTorrent-Programm kann ihn öffnen.</translation>
    </message>
    <message>
        <source>This magnet link is meant for another program, not for Shoal.</source>
        <translation>Dieser Magnet-Link ist für ein anderes Programm gedacht, nicht für Shoal.</translation>
    </message>
    <message>
        <source>This is too long to be a Shoal link.</source>
        <translation>Das ist zu lang für einen Shoal-Link.</translation>
    </message>
    <message>
        <source>This is not a Shoal link. A link begins with “shoal:” or “magnet:?xt=urn:shoal:”.</source>
        <translation>Das ist kein Shoal-Link. Ein Link beginnt mit „shoal:“ oder „magnet:?xt=urn:shoal:“.</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>Saved. It is in effect now.</source>
        <translation>Gespeichert. Es gilt ab sofort.</translation>
    </message>
    <message>
        <source>Saved. It takes effect when the background service starts again.</source>
        <translation>Gespeichert. Es gilt, sobald der Hintergrunddienst neu startet.</translation>
    </message>
    <message>
        <source>Saved. It takes effect when Shoal starts again.</source>
        <translation>Gespeichert. Es gilt, sobald Shoal neu startet.</translation>
    </message>
    <message>
        <source>Saved. It takes effect when Shoal can start.</source>
        <translation>Gespeichert. Es gilt, sobald Shoal starten kann.</translation>
    </message>
    <message>
        <source>Download folder</source>
        <translation>Download-Ordner</translation>
    </message>
    <message>
        <source>Where downloads are saved unless you choose another place.</source>
        <translation>Wo Downloads gespeichert werden, wenn Sie keinen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>Download limit</source>
        <translation>Grenze für Downloads</translation>
    </message>
    <message>
        <source>The most that all downloads together receive.</source>
        <translation>So viel empfangen alle Downloads zusammen höchstens.</translation>
    </message>
    <message>
        <source>Upload limit</source>
        <translation>Grenze für Uploads</translation>
    </message>
    <message>
        <source>The most that is sent to all others together.</source>
        <translation>So viel wird an alle anderen zusammen höchstens gesendet.</translation>
    </message>
    <message>
        <source>Listen at</source>
        <translation>Erreichbar unter</translation>
    </message>
    <message>
        <source>Addresses and ports where others can reach this computer.</source>
        <translation>Adressen und Ports, unter denen andere diesen Rechner erreichen.</translation>
    </message>
    <message>
        <source>First nodes of the DHT</source>
        <translation>Erste Knoten der DHT</translation>
    </message>
    <message>
        <source>Where the search for peers on the internet begins.</source>
        <translation>Wo die Suche nach Gegenstellen im Internet beginnt.</translation>
    </message>
    <message>
        <source>Peers that are always asked</source>
        <translation>Immer gefragte Gegenstellen</translation>
    </message>
    <message>
        <source>Addresses that every share is looked for at.</source>
        <translation>Adressen, bei denen nach jeder Freigabe gefragt wird.</translation>
    </message>
    <message>
        <source>Address for players on this computer</source>
        <translation>Adresse für Abspielprogramme auf diesem Rechner</translation>
    </message>
    <message>
        <source>Where media players and monitoring reach the background service. Nothing there is encrypted, so it has to be an address of this computer only.</source>
        <translation>Wo Abspielprogramme und Überwachung den Hintergrunddienst erreichen. Dort ist nichts verschlüsselt, deshalb muss es eine Adresse nur dieses Rechners sein.</translation>
    </message>
    <message>
        <source>Find others on this network</source>
        <translation>Andere in diesem Netzwerk finden</translation>
    </message>
    <message>
        <source>Looks for peers on the local network, and lets them find this computer.</source>
        <translation>Sucht im lokalen Netzwerk nach Gegenstellen und lässt diesen Rechner von ihnen finden.</translation>
    </message>
    <message>
        <source>Confine the background service</source>
        <translation>Hintergrunddienst abschotten</translation>
    </message>
    <message>
        <source>It gives up whatever it does not need of the system when it starts.</source>
        <translation>Beim Start gibt er alles auf, was er vom System nicht braucht.</translation>
    </message>
    <message>
        <source>With everything in them, hidden files too.</source>
        <translation>Mit allem darin, auch verborgenen Dateien.</translation>
    </message>
    <message>
        <source>Run after each download</source>
        <translation>Nach jedem Download ausführen</translation>
    </message>
    <message>
        <source>A program and its arguments. {tag}, {name}, {path} and {bytes} are filled in.</source>
        <translation>Ein Programm und seine Argumente. {tag}, {name}, {path} und {bytes} werden ersetzt.</translation>
    </message>
    <message>
        <source>After that time the program is ended.</source>
        <translation>Danach wird das Programm beendet.</translation>
    </message>
    <message>
        <source>Further ones wait for their turn.</source>
        <translation>Weitere warten, bis sie an der Reihe sind.</translation>
    </message>
    <message>
        <source>Folder for Shoal’s own files</source>
        <translation>Ordner für Shoals eigene Dateien</translation>
    </message>
    <message>
        <source>The list of your shares and the keys of this computer, not your downloads.</source>
        <translation>Die Liste Ihrer Freigaben und die Schlüssel dieses Rechners, nicht Ihre Downloads.</translation>
    </message>
    <message>
        <source>Control socket</source>
        <translation>Steuer-Socket</translation>
    </message>
    <message>
        <source>Where the background service answers this window and the command line.</source>
        <translation>Wo der Hintergrunddienst diesem Fenster und der Befehlszeile antwortet.</translation>
    </message>
    <message>
        <source>How much the log tells</source>
        <translation>Wie viel das Protokoll verrät</translation>
    </message>
    <message>
        <source>For single parts too: info,dht=debug</source>
        <translation>Auch für einzelne Teile: info,dht=debug</translation>
    </message>
    <message>
        <source>How the log is written</source>
        <translation>Wie das Protokoll geschrieben wird</translation>
    </message>
    <message>
        <source>Automatic is text, with priorities where the system’s journal reads it.</source>
        <translation>Automatisch heißt Text, mit Prioritäten, wo das Journal des Systems ihn liest.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln Stunde</numerusform>
            <numerusform>%Ln Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln Minute</numerusform>
            <numerusform>%Ln Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln Sekunde</numerusform>
            <numerusform>%Ln Sekunden</numerusform>
        </translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Übertragungen</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Automatic</source>
        <comment>form of the log</comment>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Text</source>
        <comment>form of the log</comment>
        <translation>Text</translation>
    </message>
    <message>
        <source>JSON</source>
        <comment>form of the log</comment>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Entries of the system’s journal</source>
        <comment>form of the log</comment>
        <translation>Einträge im Journal des Systems</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Folders the service may use all the same</source>
        <translation>Ordner, die der Dienst trotzdem nutzen darf</translation>
    </message>
    <message>
        <source>How long that program may run</source>
        <translation>Wie lange dieses Programm laufen darf</translation>
    </message>
    <message>
        <source>How many such programs at once</source>
        <translation>Wie viele solche Programme zugleich</translation>
    </message>
</context>
<context>
    <name>ShareColumns</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Upload</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>Peers</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>Fehlt noch</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiketten</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Complete peers</source>
        <translation>Vollständige Peers</translation>
    </message>
    <message>
        <source>Known peers</source>
        <translation>Bekannte Peers</translation>
    </message>
    <message>
        <source>Wasted</source>
        <translation>Unnütz</translation>
    </message>
    <message>
        <source>Limit down</source>
        <translation>Download-Grenze</translation>
    </message>
    <message>
        <source>Limit up</source>
        <translation>Upload-Grenze</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Size of the files that were chosen</source>
        <translation>Größe der gewählten Dateien</translation>
    </message>
    <message>
        <source>How fast it arrives</source>
        <translation>Wie schnell sie ankommt</translation>
    </message>
    <message>
        <source>How fast it is sent to others</source>
        <translation>Wie schnell sie an andere gesendet wird</translation>
    </message>
    <message>
        <source>Peers connected, of those that are known</source>
        <translation>Verbundene Gegenstellen, von den bekannten</translation>
    </message>
    <message>
        <source>Received since Shoal started</source>
        <translation>Empfangen, seit Shoal läuft</translation>
    </message>
    <message>
        <source>Sent to others since Shoal started</source>
        <translation>An andere gesendet, seit Shoal läuft</translation>
    </message>
    <message>
        <source>Sent, divided by received, since Shoal started</source>
        <translation>Gesendet geteilt durch empfangen, seit Shoal läuft</translation>
    </message>
    <message>
        <source>Connected peers that have all of it</source>
        <translation>Verbundene Gegenstellen, die alles haben</translation>
    </message>
    <message>
        <source>Received and of no use, since Shoal started</source>
        <translation>Vergeblich empfangen, seit Shoal läuft</translation>
    </message>
    <message>
        <source>What the share is called on the command line</source>
        <translation>Wie die Freigabe auf der Befehlszeile heißt</translation>
    </message>
    <message>
        <source>What the share is called in logs</source>
        <translation>Wie die Freigabe in Protokollen heißt</translation>
    </message>
    <message>
        <source>Ready to choose</source>
        <translation>Auswahl bereit</translation>
    </message>
</context>
<context>
    <name>ShareJob</name>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>%1 of %2 read</source>
        <translation>%1 von %2 gelesen</translation>
    </message>
    <message>
        <source>%1 of %2 read, %3, %4 left</source>
        <translation>%1 von %2 gelesen, %3, noch %4</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Was shared before: the link is the same. %1, %2</source>
        <translation>War schon freigegeben: Der Link ist derselbe. %1, %2</translation>
    </message>
    <message>
        <source>Shared. %1, %2</source>
        <translation>Freigegeben. %1, %2</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Es ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Shoal may not read all of it.</source>
        <translation>Shoal darf nicht alles davon lesen.</translation>
    </message>
    <message>
        <source>It was changed while it was read.</source>
        <translation>Es wurde beim Lesen geändert.</translation>
    </message>
    <message>
        <source>Shoal&apos;s engine went away.</source>
        <translation>Shoals Dienst ist nicht mehr da.</translation>
    </message>
    <message>
        <source>There is no room for what Shoal must remember about it.</source>
        <translation>Für das, was Shoal sich dazu merken muss, ist kein Platz.</translation>
    </message>
    <message numerus="yes">
        <source>Left out, because they are links or special files (%Ln):</source>
        <translation>
            <numerusform>Ausgelassen, weil es ein Verweis oder eine Sonderdatei ist (%Ln):</numerusform>
            <numerusform>Ausgelassen, weil es Verweise oder Sonderdateien sind (%Ln):</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weitere</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>Wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>Stopped: it is not shared</source>
        <translation>Abgebrochen: Es ist nicht freigegeben</translation>
    </message>
    <message>
        <source>Look whether it was moved or a drive was taken out, and try again.</source>
        <translation>Nachsehen, ob es verschoben oder ein Laufwerk entfernt wurde, und erneut versuchen.</translation>
    </message>
    <message>
        <source>Allow yourself to read every file in it, or take out those that you may not read.</source>
        <translation>Sich das Lesen aller Dateien darin erlauben oder die nicht lesbaren herausnehmen.</translation>
    </message>
    <message>
        <source>Wait until nothing writes to it any more, and try again.</source>
        <translation>Warten, bis nichts mehr hineinschreibt, und erneut versuchen.</translation>
    </message>
    <message>
        <source>Rename it, and try again.</source>
        <translation>Umbenennen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Try again when it is back.</source>
        <translation>Erneut versuchen, wenn er wieder da ist.</translation>
    </message>
    <message>
        <source>Make room on the disk, and try again.</source>
        <translation>Auf dem Datenträger Platz schaffen und erneut versuchen.</translation>
    </message>
    <message>
        <source>The disk may be damaged or gone. Look at it, and try again.</source>
        <translation>Vielleicht ist der Datenträger beschädigt oder nicht mehr da. Nachsehen und erneut versuchen.</translation>
    </message>
</context>
<context>
    <name>ShareWords</name>
    <message>
        <source>Disk full</source>
        <translation>Datenträger voll</translation>
    </message>
    <message>
        <source>Files missing</source>
        <translation>Dateien fehlen</translation>
    </message>
    <message>
        <source>Folder missing</source>
        <translation>Ordner fehlt</translation>
    </message>
    <message>
        <source>Data changed</source>
        <translation>Daten geändert</translation>
    </message>
    <message>
        <source>No access</source>
        <translation>Kein Zugriff</translation>
    </message>
    <message>
        <source>Disk error</source>
        <translation>Datenträgerfehler</translation>
    </message>
    <message>
        <source>In the way</source>
        <translation>Im Weg</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Nobody reached</source>
        <translation>Niemand erreicht</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>The disk is full: make room, and it goes on by itself</source>
        <translation>Der Datenträger ist voll: Platz schaffen, dann geht es von selbst weiter</translation>
    </message>
    <message>
        <source>The files are not where they were: put them back, or share them again</source>
        <translation>Die Dateien sind nicht mehr, wo sie waren: zurücklegen oder neu freigeben</translation>
    </message>
    <message>
        <source>The folder is not there: put it back, or connect the disk it is on</source>
        <translation>Der Ordner ist nicht da: zurücklegen oder seinen Datenträger anschließen</translation>
    </message>
    <message>
        <source>The files are not what they were when you shared them: share them again</source>
        <translation>Die Dateien sind nicht mehr wie beim Freigeben: neu freigeben</translation>
    </message>
    <message>
        <source>The files here were changed: check them again to get the right ones</source>
        <translation>Die Dateien hier wurden geändert: erneut prüfen, um die richtigen zu holen</translation>
    </message>
    <message>
        <source>Shoal may not use the folder: allow it, or move the folder where it may</source>
        <translation>Shoal darf den Ordner nicht nutzen: es erlauben oder den Ordner verschieben</translation>
    </message>
    <message>
        <source>The disk does not read or write as it should: see whether it is well connected</source>
        <translation>Der Datenträger liest oder schreibt nicht richtig: nachsehen, ob er gut angeschlossen ist</translation>
    </message>
    <message>
        <source>Another file with the same name is in the way: move it somewhere else</source>
        <translation>Eine andere Datei mit demselben Namen ist im Weg: anderswohin verschieben</translation>
    </message>
    <message>
        <source>What this link leads to is damaged: ask whoever gave it to you for a new one</source>
        <translation>Was hinter diesem Link steht, ist beschädigt: um einen neuen bitten</translation>
    </message>
    <message>
        <source>Nobody who has it could be reached; it is tried again</source>
        <translation>Niemand, der sie hat, war zu erreichen; es wird wieder versucht</translation>
    </message>
    <message>
        <source>Something went wrong; the log has more</source>
        <translation>Etwas ging schief; mehr steht im Protokoll</translation>
    </message>
    <message numerus="yes">
        <source>Getting it from %Ln peer(s)</source>
        <translation>
            <numerusform>Kommt von %Ln Gegenstelle</numerusform>
            <numerusform>Kommt von %Ln Gegenstellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Getting it from %Ln peer(s), %1 left</source>
        <translation>
            <numerusform>Kommt von %Ln Gegenstelle, noch %1</numerusform>
            <numerusform>Kommt von %Ln Gegenstellen, noch %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for somebody who has it</source>
        <translation>Wartet auf jemanden, der sie hat</translation>
    </message>
    <message numerus="yes">
        <source>Waiting for somebody who has it; %Ln peer(s) not reached yet</source>
        <translation>
            <numerusform>Wartet auf jemanden, der sie hat; %Ln Gegenstelle noch nicht erreicht</numerusform>
            <numerusform>Wartet auf jemanden, der sie hat; %Ln Gegenstellen noch nicht erreicht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharing with %Ln peer(s)</source>
        <translation>
            <numerusform>Teilt mit %Ln Gegenstelle</numerusform>
            <numerusform>Teilt mit %Ln Gegenstellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharing %1 of %2 files with %Ln peer(s)</source>
        <translation>
            <numerusform>Teilt %1 von %2 Dateien mit %Ln Gegenstelle</numerusform>
            <numerusform>Teilt %1 von %2 Dateien mit %Ln Gegenstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Shared, nobody is fetching now</source>
        <translation>Freigegeben, gerade lädt niemand</translation>
    </message>
    <message>
        <source>%1 of %2 files shared, nobody is fetching now</source>
        <translation>%1 von %2 Dateien freigegeben, gerade lädt niemand</translation>
    </message>
    <message>
        <source>Paused before its files were known</source>
        <translation>Angehalten, bevor die Dateien bekannt waren</translation>
    </message>
    <message>
        <source>Paused: everything is here, nothing is shared</source>
        <translation>Angehalten: Alles ist da, nichts wird geteilt</translation>
    </message>
    <message>
        <source>Paused at %1</source>
        <translation>Angehalten bei %1</translation>
    </message>
    <message>
        <source>Link %1</source>
        <translation>Link %1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Ready to choose</source>
        <translation>Auswahl bereit</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Getting</source>
        <translation>Lädt</translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation>Nichts gewählt</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Teilt</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>Läuft nicht</translation>
    </message>
    <message numerus="yes">
        <source>Asking %Ln peer(s) for the list of files</source>
        <translation>
            <numerusform>Fragt %Ln Gegenstelle nach der Dateiliste</numerusform>
            <numerusform>Fragt %Ln Gegenstellen nach der Dateiliste</numerusform>
        </translation>
    </message>
    <message>
        <source>The list of files is here: choose what to get, and where to</source>
        <translation>Die Dateiliste ist da: wählen, was geholt wird und wohin</translation>
    </message>
    <message>
        <source>Checking what is already here: %1</source>
        <translation>Prüft, was schon da ist: %1</translation>
    </message>
    <message numerus="yes">
        <source>Connected with %Ln peer(s), nothing arrives now</source>
        <translation>
            <numerusform>Mit %Ln Gegenstelle verbunden, gerade kommt nichts an</numerusform>
            <numerusform>Mit %Ln Gegenstellen verbunden, gerade kommt nichts an</numerusform>
        </translation>
    </message>
    <message>
        <source>No files are chosen: choose some to get them</source>
        <translation>Keine Dateien sind gewählt: welche wählen, um sie zu holen</translation>
    </message>
    <message>
        <source>Files were changed since you shared them: share them again for a new link</source>
        <translation>Dateien wurden seit dem Freigeben geändert: neu freigeben für einen neuen Link</translation>
    </message>
    <message>
        <source>Kept, but not running now</source>
        <translation>Bleibt gemerkt, läuft aber gerade nicht</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1. %2.</source>
        <translation>%1. %2.</translation>
    </message>
    <message>
        <source>%1, %2, complete. %3.</source>
        <translation>%1, %2, vollständig. %3.</translation>
    </message>
    <message>
        <source>%1, %2 of %3 is here. %4.</source>
        <translation>%1, %2 von %3 da. %4.</translation>
    </message>
</context>
<context>
    <name>SpeedGraph</name>
    <message>
        <source>%1 B/s</source>
        <translation>%1 B/s</translation>
    </message>
    <message>
        <source>%1 KiB/s</source>
        <translation>%1 KiB/s</translation>
    </message>
    <message>
        <source>%1 MiB/s</source>
        <translation>%1 MiB/s</translation>
    </message>
    <message>
        <source>%1 GiB/s</source>
        <translation>%1 GiB/s</translation>
    </message>
    <message>
        <source>%1 TiB/s</source>
        <translation>%1 TiB/s</translation>
    </message>
</context>
<context>
    <name>shoal::gui::AboutDialog</name>
    <message>
        <source>About Shoal</source>
        <translation>Über Shoal</translation>
    </message>
    <message>
        <source>Shoal %1</source>
        <translation>Shoal %1</translation>
    </message>
    <message>
        <source>Moves files between people and machines without a server in the middle. Every byte is checked before it is kept, every connection is encrypted, and nobody without the link gets in.</source>
        <translation>Bringt Dateien von Mensch zu Mensch und von Rechner zu Rechner, ohne Server dazwischen. Jedes Byte wird geprüft, bevor es bleibt, jede Verbindung ist verschlüsselt, und ohne den Link kommt niemand hinein.</translation>
    </message>
    <message>
        <source>Free software under the terms of the Apache License 2.0. Built with Qt %1, libsodium, libuv, SQLite, msgpack-c, utf8proc, fmt and libqrencode.</source>
        <translation>Freie Software unter der Apache-Lizenz 2.0. Gebaut mit Qt %1, libsodium, libuv, SQLite, msgpack-c, utf8proc, fmt und libqrencode.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::AgeingTable</name>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
</context>
<context>
    <name>shoal::gui::Autostart</name>
    <message>
        <source>The system’s service control (systemctl) could not be run.</source>
        <translation>Die Dienststeuerung des Systems (systemctl) ließ sich nicht ausführen.</translation>
    </message>
    <message>
        <source>The system’s service control answered: %1</source>
        <translation>Die Dienststeuerung des Systems antwortete: %1</translation>
    </message>
    <message>
        <source>%1 cannot be removed: %2</source>
        <translation>%1 lässt sich nicht entfernen: %2</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
</context>
<context>
    <name>shoal::gui::AvailabilityBar</name>
    <message>
        <source>Parts that peers have</source>
        <translation>Teile, die Gegenstellen haben</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
    <message numerus="yes">
        <source>Every part is with at least %Ln peer(s)</source>
        <translation>
            <numerusform>Jeder Teil ist bei mindestens %Ln Gegenstelle</numerusform>
            <numerusform>Jeder Teil ist bei mindestens %Ln Gegenstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Some parts are with no peer</source>
        <translation>Manche Teile hat keine Gegenstelle</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ChunkMapBar</name>
    <message>
        <source>Parts that are here</source>
        <translation>Teile, die hier sind</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln part(s) are whole</source>
        <translation>
            <numerusform>%1 von %Ln Teil ist ganz</numerusform>
            <numerusform>%1 von %Ln Teilen sind ganz</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::ConfigEntry</name>
    <message>
        <source>Default: %1</source>
        <translation>Vorgabe: %1</translation>
    </message>
    <message>
        <source>Set by %1 in the environment; it cannot be changed here.</source>
        <translation>Durch %1 in der Umgebung festgelegt; hier nicht zu ändern.</translation>
    </message>
    <message>
        <source>Set for everybody on this computer in %1. What you choose here counts more.</source>
        <translation>In %1 für alle auf diesem Rechner festgelegt. Was Sie hier wählen, gilt mehr.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ConnectionBanner</name>
    <message>
        <source>Look again</source>
        <translation>Erneut nachsehen</translation>
    </message>
    <message>
        <source>Run it in this window</source>
        <translation>In diesem Fenster ausführen</translation>
    </message>
    <message>
        <source>Shares go on as long as this window is open.</source>
        <translation>Freigaben laufen weiter, solange dieses Fenster offen ist.</translation>
    </message>
    <message>
        <source>The daemon stopped, so nothing is sent or fetched. What you see is how it was then. This window goes on by itself as soon as the daemon is back.</source>
        <translation>Der Hintergrunddienst wurde beendet, deshalb wird nichts gesendet oder geholt. Zu sehen ist der letzte Stand. Sobald der Hintergrunddienst wieder da ist, geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>Shoal cannot start: %1. It is tried again and again.</source>
        <translation>Shoal kann nicht starten: %1. Es wird immer wieder versucht.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::DetailsPane</name>
    <message>
        <source>Details of the share</source>
        <translation>Details der Freigabe</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>Gegenstellen</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
</context>
<context>
    <name>shoal::gui::DetailsTab</name>
    <message>
        <source>Choose a share to see more of it.</source>
        <translation>Eine Freigabe wählen, um mehr von ihr zu sehen.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::DiagnosisDialog</name>
    <message>
        <source>How others reach this computer</source>
        <translation>Wie andere diesen Rechner erreichen</translation>
    </message>
    <message>
        <source>Look &amp;again</source>
        <translation>Erneut &amp;nachsehen</translation>
    </message>
    <message>
        <source>It listens nowhere.</source>
        <translation>Er ist unter keiner Adresse erreichbar.</translation>
    </message>
    <message>
        <source>It listens on %1.</source>
        <translation>Er ist erreichbar unter %1.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::DownloadPlace</name>
    <message>
        <source>Start &amp;all the same</source>
        <translation>&amp;Trotzdem starten</translation>
    </message>
    <message>
        <source>Save &amp;in</source>
        <translation>Speichern &amp;in</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>Folder to save in</source>
        <translation>Ordner zum Speichern</translation>
    </message>
    <message>
        <source>It needs %1, and %2 are free.</source>
        <translation>Gebraucht werden %1, frei sind %2.</translation>
    </message>
    <message>
        <source>Give a whole path, like %1.</source>
        <translation>Einen vollen Pfad angeben, etwa %1.</translation>
    </message>
    <message>
        <source>There is not enough room: it needs %1, and %2 are free.</source>
        <translation>Der Platz reicht nicht: Gebraucht werden %1, frei sind %2.</translation>
    </message>
    <message>
        <source>Choose a folder to save in</source>
        <translation>Ordner zum Speichern wählen</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>%1 are missing, less what is there already of it. Make room, choose fewer files or another folder; or start, if enough of it is there.</source>
        <translation>Es fehlen %1, abzüglich dessen, was davon schon da ist. Schaffen Sie Platz, wählen Sie weniger Dateien oder einen anderen Ordner; oder starten Sie, wenn genug davon da ist.</translation>
    </message>
    <message>
        <source>%1 are missing. Make room, choose fewer files, or another folder.</source>
        <translation>Es fehlen %1. Schaffen Sie Platz, wählen Sie weniger Dateien oder einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::DropOverlay</name>
    <message>
        <source>Drop to get</source>
        <translation>Zum Holen ablegen</translation>
    </message>
    <message>
        <source>Drop to share</source>
        <translation>Zum Freigeben ablegen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln Shoal link(s)</source>
        <translation>
            <numerusform>%Ln Shoal-Link</numerusform>
            <numerusform>%Ln Shoal-Links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) or folder(s), each with a link of its own</source>
        <translation>
            <numerusform>%Ln Datei oder Ordner, mit eigenem Link</numerusform>
            <numerusform>%Ln Dateien oder Ordner, jeweils mit eigenem Link</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::DropZone</name>
    <message>
        <source>Drop files or folders here</source>
        <translation>Dateien oder Ordner hier ablegen</translation>
    </message>
    <message>
        <source>They stay where they are, and each becomes a share with a link of its own.</source>
        <translation>Sie bleiben, wo sie sind, und jede Datei und jeder Ordner wird eine Freigabe mit eigenem Link.</translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>&amp;Dateien wählen …</translation>
    </message>
    <message>
        <source>Choose a f&amp;older…</source>
        <translation>&amp;Ordner wählen …</translation>
    </message>
    <message>
        <source>Choose a folder to share</source>
        <translation>Ordner zum Freigeben wählen</translation>
    </message>
    <message>
        <source>Choose files to share</source>
        <translation>Dateien zum Freigeben wählen</translation>
    </message>
</context>
<context>
    <name>shoal::gui::EmptyList</name>
    <message>
        <source>There is no share here with “%1” in its name, folder or labels.</source>
        <translation>Hier gibt es keine Freigabe mit „%1“ im Namen, im Ordner oder in den Etiketten.</translation>
    </message>
    <message>
        <source>No share has the label “%1”.</source>
        <translation>Keine Freigabe hat das Etikett „%1“.</translation>
    </message>
    <message>
        <source>Nothing is being downloaded.</source>
        <translation>Es läuft kein Download.</translation>
    </message>
    <message>
        <source>Nothing is being shared now.</source>
        <translation>Gerade wird nichts geteilt.</translation>
    </message>
    <message>
        <source>Nothing is complete yet.</source>
        <translation>Noch ist nichts vollständig.</translation>
    </message>
    <message>
        <source>Nothing is paused.</source>
        <translation>Nichts ist angehalten.</translation>
    </message>
    <message>
        <source>No share has a problem.</source>
        <translation>Keine Freigabe hat ein Problem.</translation>
    </message>
    <message>
        <source>&amp;Get from a link…</source>
        <translation>Von einem &amp;Link holen …</translation>
    </message>
    <message>
        <source>Drop files or a folder here</source>
        <translation>Dateien oder einen Ordner hier ablegen</translation>
    </message>
    <message>
        <source>Shoal makes a link of them.
Whoever has the link can fetch them while Shoal is running.
To get something from somebody else, paste their link.</source>
        <translation>Shoal macht daraus einen Link.
Wer den Link hat, kann sie holen, solange Shoal läuft.
Um etwas von jemand anderem zu holen, dessen Link einfügen.</translation>
    </message>
    <message>
        <source>Nothing to show</source>
        <translation>Nichts zu zeigen</translation>
    </message>
    <message>
        <source>Share files or a f&amp;older…</source>
        <translation>Dateien oder einen Ordner &amp;freigeben …</translation>
    </message>
    <message>
        <source>Sho&amp;w all shares</source>
        <translation>Alle Freigaben &amp;zeigen</translation>
    </message>
    <message>
        <source>This looks like a link. To get what it leads to, use “Get” in place of the search.</source>
        <translation>Das sieht wie ein Link aus. Um zu holen, wohin er führt, nehmen Sie „Holen“ statt der Suche.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::EngineBridge</name>
    <message>
        <source>No daemon answers at %1.</source>
        <translation>Unter %1 antwortet kein Hintergrunddienst.</translation>
    </message>
    <message>
        <source>The daemon stopped.</source>
        <translation>Der Hintergrunddienst wurde beendet.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::FileTree</name>
    <message>
        <source>Low</source>
        <comment>priority</comment>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>High</source>
        <comment>priority</comment>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Normal</source>
        <comment>priority</comment>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Mixed</source>
        <comment>priority</comment>
        <translation>Gemischt</translation>
    </message>
    <message>
        <source>%1, %2, chosen, %3 here</source>
        <translation>%1, %2, gewählt, %3 da</translation>
    </message>
    <message>
        <source>%1, %2, left out, %3 here</source>
        <translation>%1, %2, ausgelassen, %3 da</translation>
    </message>
    <message numerus="yes">
        <source>Folder %1, %2, %3 of %Ln file(s) chosen, %4 here</source>
        <translation>
            <numerusform>Ordner %1, %2, %3 von %Ln Datei gewählt, %4 da</numerusform>
            <numerusform>Ordner %1, %2, %3 von %Ln Dateien gewählt, %4 da</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
</context>
<context>
    <name>shoal::gui::FileTreeView</name>
    <message>
        <source>Search files</source>
        <translation>Dateien suchen</translation>
    </message>
    <message>
        <source>Search files, or a pattern like *.jpg</source>
        <translation>Dateien suchen, auch mit Muster wie *.jpg</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message numerus="yes">
        <source>Choose %Ln found</source>
        <translation>
            <numerusform>%Ln gefundene wählen</numerusform>
            <numerusform>%Ln gefundene wählen</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>Alle wählen</translation>
    </message>
    <message numerus="yes">
        <source>Leave out %Ln found</source>
        <translation>
            <numerusform>%Ln gefundene auslassen</numerusform>
            <numerusform>%Ln gefundene auslassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>Keine wählen</translation>
    </message>
    <message>
        <source>No file fits the search.</source>
        <translation>Keine Datei passt zur Suche.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln file(s) chosen</source>
        <translation>
            <numerusform>%1 von %Ln Datei gewählt</numerusform>
            <numerusform>%1 von %Ln Dateien gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <comment>files, bytes of bytes</comment>
        <translation>%1, %2 von %3</translation>
    </message>
</context>
<context>
    <name>shoal::gui::FilesTab</name>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Open the &amp;folder it is in</source>
        <translation>&amp;Ordner öffnen, in dem sie liegt</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>&amp;Wählen</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>Aus&amp;lassen</translation>
    </message>
    <message>
        <source>&amp;High priority</source>
        <translation>&amp;Hohe Priorität</translation>
    </message>
    <message>
        <source>&amp;Normal priority</source>
        <translation>&amp;Normale Priorität</translation>
    </message>
    <message>
        <source>Lo&amp;w priority</source>
        <translation>Niedri&amp;ge Priorität</translation>
    </message>
    <message>
        <source>Fetch &amp;earlier</source>
        <translation>F&amp;rüher holen</translation>
    </message>
    <message>
        <source>Fetch la&amp;ter</source>
        <translation>&amp;Später holen</translation>
    </message>
    <message>
        <source>The list of files is on its way.</source>
        <translation>Die Dateiliste ist unterwegs.</translation>
    </message>
    <message>
        <source>The list of files is not here yet.</source>
        <translation>Die Dateiliste ist noch nicht da.</translation>
    </message>
    <message>
        <source>At least one file must stay chosen. Pause or remove the share if you want none of it.</source>
        <translation>Mindestens eine Datei muss gewählt bleiben. Um nichts davon zu holen, die Freigabe anhalten oder entfernen.</translation>
    </message>
    <message>
        <source>That was not possible: %1</source>
        <translation>Das ging nicht: %1</translation>
    </message>
    <message>
        <source>This file is not complete yet.</source>
        <translation>Diese Datei ist noch nicht vollständig.</translation>
    </message>
    <message>
        <source>The file is not there any more.</source>
        <translation>Die Datei ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The folder is not there.</source>
        <translation>Der Ordner ist nicht da.</translation>
    </message>
    <message>
        <source>Leave out files</source>
        <translation>Dateien auslassen</translation>
    </message>
    <message>
        <source>Throw away %1 that have arrived?</source>
        <translation>%1, die schon angekommen sind, wegwerfen?</translation>
    </message>
    <message>
        <source>What is here of files that are not complete is deleted when they are left out. Complete files stay where they are.</source>
        <translation>Was von unvollständigen Dateien hier ist, wird gelöscht, wenn sie ausgelassen werden. Vollständige Dateien bleiben, wo sie sind.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::FirstRun</name>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Los geht’s</translation>
    </message>
    <message>
        <source>Welcome to Shoal</source>
        <translation>Willkommen bei Shoal</translation>
    </message>
    <message>
        <source>Send folders and files from person to person, with nobody in between.</source>
        <translation>Ordner und Dateien von Mensch zu Mensch senden, ohne jemanden dazwischen.</translation>
    </message>
    <message>
        <source>&amp;Download folder</source>
        <translation>&amp;Download-Ordner</translation>
    </message>
    <message>
        <source>Download folder</source>
        <translation>Download-Ordner</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>Choose the download folder</source>
        <translation>Download-Ordner wählen</translation>
    </message>
    <message>
        <source>Find other devices on this network</source>
        <translation>Andere Geräte in diesem Netzwerk finden</translation>
    </message>
    <message>
        <source>Lets people nearby exchange files directly. Say no in networks you do not trust.</source>
        <translation>Lässt Menschen in der Nähe direkt Dateien austauschen. Sagen Sie Nein in Netzwerken, denen Sie nicht trauen.</translation>
    </message>
    <message>
        <source>Start with the session</source>
        <translation>Mit der Sitzung starten</translation>
    </message>
    <message>
        <source>Keeps your shares available in the background, also when this window is closed.</source>
        <translation>Hält Ihre Freigaben im Hintergrund verfügbar, auch wenn dieses Fenster geschlossen ist.</translation>
    </message>
    <message>
        <source>All of this can be changed later in the settings.</source>
        <translation>All das lässt sich später in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>Give the whole path of a folder; it begins with /.</source>
        <translation>Geben Sie den vollen Pfad eines Ordners an; er beginnt mit /.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::GetDialog</name>
    <message>
        <source>&amp;Replace what is there</source>
        <translation>Vorhandenes &amp;ersetzen</translation>
    </message>
    <message>
        <source>Do &amp;not get it</source>
        <translation>&amp;Nicht holen</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>&amp;Link that somebody sent you</source>
        <translation>&amp;Link, den Sie bekommen haben</translation>
    </message>
    <message>
        <source>Link that somebody sent you</source>
        <translation>Link, den Sie bekommen haben</translation>
    </message>
    <message>
        <source>shoal:… or magnet:?xt=urn:shoal:…</source>
        <translation>shoal:… oder magnet:?xt=urn:shoal:…</translation>
    </message>
    <message>
        <source>Looking for peers</source>
        <translation>Gegenstellen werden gesucht</translation>
    </message>
    <message>
        <source>You can close this window: Shoal goes on looking, and the share waits in your list.</source>
        <translation>Dieses Fenster kann geschlossen werden: Shoal sucht weiter, und die Freigabe wartet in Ihrer Liste.</translation>
    </message>
    <message>
        <source>Get what somebody shares</source>
        <translation>Holen, was jemand freigibt</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>Looking for somebody who has it</source>
        <translation>Gesucht wird jemand, der sie hat</translation>
    </message>
    <message>
        <source>Looking for somebody who has “%1”</source>
        <translation>Gesucht wird jemand, der „%1“ hat</translation>
    </message>
    <message>
        <source>Link %1 of %2</source>
        <translation>Link %1 von %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>S&amp;päter</translation>
    </message>
    <message>
        <source>Go on in the &amp;background</source>
        <translation>Im &amp;Hintergrund weiter</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s), one after the other</source>
        <translation>
            <numerusform>%Ln Link, einer nach dem anderen</numerusform>
            <numerusform>%Ln Links, einer nach dem anderen</numerusform>
        </translation>
    </message>
    <message>
        <source>You have this already: “%1”.</source>
        <translation>Das haben Sie schon: „%1“.</translation>
    </message>
    <message>
        <source>Go on shows it in your list.</source>
        <translation>„Weiter“ zeigt es in Ihrer Liste.</translation>
    </message>
    <message>
        <source>This is a good link.</source>
        <translation>Das ist ein gültiger Link.</translation>
    </message>
    <message>
        <source>“%1”, as the link says</source>
        <translation>„%1“, laut Link</translation>
    </message>
    <message>
        <source>“%1”, %2, as the link says</source>
        <translation>„%1“, %2, laut Link</translation>
    </message>
    <message>
        <source>Shoal&apos;s engine does not answer now.</source>
        <translation>Shoals Dienst antwortet gerade nicht.</translation>
    </message>
    <message>
        <source>Looking goes on when it is back.</source>
        <translation>Die Suche geht weiter, wenn er wieder da ist.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>There are files with the same names but other content in this folder.</source>
        <translation>In diesem Ordner liegen Dateien mit denselben Namen, aber anderem Inhalt.</translation>
    </message>
    <message>
        <source>Choose another folder, or replace them: what is in them now is lost then.</source>
        <translation>Einen anderen Ordner wählen oder sie ersetzen: Ihr jetziger Inhalt geht dann verloren.</translation>
    </message>
    <message>
        <source>Shoal may not write to this folder.</source>
        <translation>Shoal darf in diesen Ordner nicht schreiben.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Einen anderen wählen.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Make room, or choose another folder.</source>
        <translation>Platz schaffen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>This share was removed meanwhile.</source>
        <translation>Diese Freigabe wurde inzwischen entfernt.</translation>
    </message>
    <message>
        <source>Give its link again.</source>
        <translation>Ihren Link noch einmal angeben.</translation>
    </message>
    <message>
        <source>Start again when it is back.</source>
        <translation>Erneut starten, wenn er wieder da ist.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::KnownTable</name>
    <message>
        <source>Linked, or being called now</source>
        <translation>Verbunden oder wird gerade kontaktiert</translation>
    </message>
    <message>
        <source>Left alone: wrong data came from there</source>
        <translation>Gemieden: Von dort kamen falsche Daten</translation>
    </message>
    <message numerus="yes">
        <source>Did not answer %Ln time(s); next try %1</source>
        <translation>
            <numerusform>%Ln Mal keine Antwort; nächster Versuch %1</numerusform>
            <numerusform>%Ln Mal keine Antwort; nächster Versuch %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Was linked %1; next try %2</source>
        <translation>War verbunden (%1); nächster Versuch %2</translation>
    </message>
    <message>
        <source>Waits for its turn; next try %1</source>
        <translation>Wartet, bis sie an der Reihe ist; nächster Versuch %1</translation>
    </message>
    <message>
        <source>%1, heard of from: %2. %3.</source>
        <comment>address, source, state</comment>
        <translation>%1, genannt von: %2. %3.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Heard of from</source>
        <translation>Genannt von</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>shoal::gui::LabelDialog</name>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Labels of “%1”</source>
        <translation>Etiketten von „%1“</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiketten</translation>
    </message>
    <message>
        <source>The space bar gives a label or takes it off.</source>
        <translation>Die Leertaste vergibt ein Etikett oder nimmt es weg.</translation>
    </message>
    <message>
        <source>Family, work, …</source>
        <translation>Familie, Arbeit, …</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>Neues Etikett</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;New label</source>
        <translation>&amp;Neues Etikett</translation>
    </message>
    <message>
        <source>Only you see them. They sort your list, and change nothing for others.</source>
        <translation>Nur Sie sehen sie. Sie ordnen Ihre Liste und ändern für andere nichts.</translation>
    </message>
    <message>
        <source>This cannot be a label.</source>
        <translation>Das kann kein Etikett sein.</translation>
    </message>
    <message>
        <source>A label is short, on one line, and without commas.</source>
        <translation>Ein Etikett ist kurz, einzeilig und ohne Komma.</translation>
    </message>
    <message>
        <source>A share can have %1 labels, and not more.</source>
        <translation>Eine Freigabe kann höchstens %1 Etiketten haben.</translation>
    </message>
    <message>
        <source>Shoal&apos;s engine does not answer now.</source>
        <translation>Shoals Dienst antwortet gerade nicht.</translation>
    </message>
    <message>
        <source>Save again when it is back.</source>
        <translation>Erneut speichern, wenn er wieder da ist.</translation>
    </message>
    <message numerus="yes">
        <source>Labels of %Ln share(s)</source>
        <translation>
            <numerusform>Etiketten von %Ln Freigabe</numerusform>
            <numerusform>Etiketten von %Ln Freigaben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::LimitDialog</name>
    <message>
        <source>Limit &amp;download to</source>
        <translation>&amp;Download begrenzen auf</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Limit &amp;upload to</source>
        <translation>&amp;Upload begrenzen auf</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>Upload</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>&amp;Festlegen</translation>
    </message>
    <message>
        <source>Speed limits</source>
        <translation>Geschwindigkeit begrenzen</translation>
    </message>
    <message>
        <source>Speed of everything together</source>
        <translation>Geschwindigkeit von allem zusammen</translation>
    </message>
    <message>
        <source>Speed of “%1”</source>
        <translation>Geschwindigkeit von „%1“</translation>
    </message>
    <message numerus="yes">
        <source>Speed of each of %Ln share(s)</source>
        <translation>
            <numerusform>Geschwindigkeit von %Ln Freigabe</numerusform>
            <numerusform>Geschwindigkeit von jeder der %Ln Freigaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Holds until Shoal&apos;s engine ends. Limits that stay are in the settings.</source>
        <translation>Gilt, bis Shoals Dienst endet. Bleibende Grenzen stehen in den Einstellungen.</translation>
    </message>
    <message>
        <source>Shoal remembers it. The limit of everything together holds as well.</source>
        <translation>Shoal merkt sie sich. Die Grenze für alles zusammen gilt außerdem.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Shoal&apos;s engine does not answer now.</source>
        <translation>Shoals Dienst antwortet gerade nicht.</translation>
    </message>
    <message>
        <source>Set it again when it is back.</source>
        <translation>Erneut festlegen, wenn er wieder da ist.</translation>
    </message>
    <message>
        <source>This share is not there any more.</source>
        <translation>Diese Freigabe ist nicht mehr da.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::LinesEditor</name>
    <message>
        <source>None. The whole path of a program, then one argument on each line</source>
        <translation>Keines. Der volle Pfad eines Programms, dann je Zeile ein Argument</translation>
    </message>
    <message>
        <source>None. One whole path on each line</source>
        <translation>Keine. Je Zeile ein voller Pfad</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>None. One address with its port on each line, like %1</source>
        <translation>Keine. Je Zeile eine Adresse mit Port, etwa %1</translation>
    </message>
</context>
<context>
    <name>shoal::gui::LinkCard</name>
    <message>
        <source>&amp;Copy link</source>
        <translation>Link &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy command for the &amp;terminal</source>
        <translation>Befehl für das &amp;Terminal kopieren</translation>
    </message>
    <message>
        <source>Save &amp;QR code…</source>
        <translation>&amp;QR-Code speichern …</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Whoever has this link can get the files.</source>
        <translation>Wer diesen Link hat, kann die Dateien holen.</translation>
    </message>
    <message>
        <source>For a computer without a screen: “shoal get” and the link</source>
        <translation>Für einen Rechner ohne Bildschirm: „shoal get“ und der Link</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Keep Shoal running: others fetch from this computer until they have it all.</source>
        <translation>Shoal laufen lassen: Andere laden von diesem Rechner, bis sie alles haben.</translation>
    </message>
    <message>
        <source>Whoever has the link can get the files. Send it only to people who should have them.</source>
        <translation>Wer den Link hat, kann die Dateien holen. Nur an Menschen senden, die sie haben sollen.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Command copied</source>
        <translation>Befehl kopiert</translation>
    </message>
    <message>
        <source>Save the QR code</source>
        <translation>QR-Code speichern</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>QR code of %1.png</source>
        <translation>QR-Code von %1.png</translation>
    </message>
    <message>
        <source>The QR code is saved as %1.</source>
        <translation>Der QR-Code ist als %1 gespeichert.</translation>
    </message>
    <message>
        <source>It holds the link: whoever sees it can get the files.</source>
        <translation>Er enthält den Link: Wer ihn sieht, kann die Dateien holen.</translation>
    </message>
    <message>
        <source>The QR code could not be saved as %1.</source>
        <translation>Der QR-Code ließ sich nicht als %1 speichern.</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Einen Ordner wählen, in den Sie schreiben dürfen.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::LinkDialog</name>
    <message>
        <source>Asking for the link…</source>
        <translation>Der Link wird erfragt …</translation>
    </message>
    <message>
        <source>Link to %1</source>
        <translation>Link zu %1</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>Shoal&apos;s engine does not answer now.</source>
        <translation>Shoals Dienst antwortet gerade nicht.</translation>
    </message>
    <message>
        <source>The link is shown as soon as it is back.</source>
        <translation>Der Link erscheint, sobald er wieder da ist.</translation>
    </message>
    <message>
        <source>This share is not there any more.</source>
        <translation>Diese Freigabe ist nicht mehr da.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::LogTab</name>
    <message>
        <source>What happened to this share</source>
        <translation>Was mit dieser Freigabe geschah</translation>
    </message>
    <message>
        <source>Nothing happened to this share since this window was opened.</source>
        <translation>Seit dem Öffnen dieses Fensters geschah mit dieser Freigabe nichts.</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>time, sentence</comment>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>shoal::gui::MagnetHandler</name>
    <message>
        <source>The desktop’s tool for this (xdg-mime) could not be run. Install xdg-utils.</source>
        <translation>Das Werkzeug der Arbeitsumgebung dafür (xdg-mime) ließ sich nicht ausführen. Installieren Sie xdg-utils.</translation>
    </message>
    <message>
        <source>The desktop’s tool for this (xdg-mime) answered: %1</source>
        <translation>Das Werkzeug der Arbeitsumgebung dafür (xdg-mime) antwortete: %1</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
</context>
<context>
    <name>shoal::gui::MainWindow</name>
    <message>
        <source>Shoal</source>
        <translation>Shoal</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search in the list</source>
        <translation>In der Liste suchen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) copied. Whoever has a link can read the share.</source>
        <translation>
            <numerusform>%Ln Link kopiert. Wer ihn hat, kann die Freigabe lesen.</numerusform>
            <numerusform>%Ln Links kopiert. Wer einen Link hat, kann die Freigabe lesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no link and no file to take.</source>
        <translation>Da ist kein Link und keine Datei zum Einfügen.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>Quit and stop %Ln transfer(s)?</source>
        <translation>
            <numerusform>Beenden und %Ln Übertragung anhalten?</numerusform>
            <numerusform>Beenden und %Ln Übertragungen anhalten?</numerusform>
        </translation>
    </message>
    <message>
        <source>This desktop has no tray where Shoal could stay. It goes on as long as its window is there, also minimised.</source>
        <translation>Diese Arbeitsumgebung hat keine Symbolleiste, in der Shoal bleiben könnte. Es läuft weiter, solange sein Fenster da ist, auch minimiert.</translation>
    </message>
    <message>
        <source>&amp;Keep running</source>
        <translation>&amp;Weiterlaufen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
</context>
<context>
    <name>shoal::gui::MeasureEditor</name>
    <message>
        <source>is limited</source>
        <translation>ist begrenzt</translation>
    </message>
    <message>
        <source>KiB/s</source>
        <translation>KiB/s</translation>
    </message>
    <message>
        <source>MiB/s</source>
        <translation>MiB/s</translation>
    </message>
    <message>
        <source>GiB/s</source>
        <translation>GiB/s</translation>
    </message>
    <message>
        <source>B/s</source>
        <translation>B/s</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>Einheit</translation>
    </message>
</context>
<context>
    <name>shoal::gui::Notifier</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
</context>
<context>
    <name>shoal::gui::OfferBar</name>
    <message>
        <source>Get it</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>There is a link of Shoal on the clipboard.</source>
        <translation>In der Zwischenablage liegt ein Shoal-Link.</translation>
    </message>
    <message>
        <source>There is a link to “%1” on the clipboard.</source>
        <translation>In der Zwischenablage liegt ein Link zu „%1“.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::OverviewTab</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Down %1, up %2</source>
        <translation>Download %1, Upload %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln file(s)</source>
        <translation>
            <numerusform>%1 in %Ln Datei</numerusform>
            <numerusform>%1 in %Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, of which %2 in %Ln file(s) are wanted</source>
        <translation>
            <numerusform>%1, davon %2 in %Ln Datei gewählt</numerusform>
            <numerusform>%1, davon %2 in %Ln Dateien gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 linked, %2 of them complete, %3 known</source>
        <translation>%1 verbunden, %2 davon vollständig, %3 bekannt</translation>
    </message>
    <message>
        <source>Get &amp;link</source>
        <translation>&amp;Link zeigen</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Lies in</source>
        <translation>Liegt in</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiketten</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>Gegenstellen</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Kennung</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln part(s) are here and verified</source>
        <translation>
            <numerusform>%1 von %Ln Teil ist da und geprüft</numerusform>
            <numerusform>%1 von %Ln Teilen sind da und geprüft</numerusform>
        </translation>
    </message>
    <message>
        <source>No peer is linked</source>
        <translation>Keine Gegenstelle ist verbunden</translation>
    </message>
    <message numerus="yes">
        <source>%1 copies with %Ln peer(s)</source>
        <translation>
            <numerusform>%1 Kopien bei %Ln Gegenstelle</numerusform>
            <numerusform>%1 Kopien bei %Ln Gegenstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>not chosen yet</source>
        <translation>noch nicht gewählt</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>bytes, percent</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>nothing was received</source>
        <translation>nichts wurde empfangen</translation>
    </message>
</context>
<context>
    <name>shoal::gui::PathEditor</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
</context>
<context>
    <name>shoal::gui::PeerSearch</name>
    <message>
        <source>Everywhere (DHT)</source>
        <translation>Überall (DHT)</translation>
    </message>
    <message>
        <source>This network</source>
        <translation>Dieses Netzwerk</translation>
    </message>
    <message>
        <source>Named by peers</source>
        <translation>Von Gegenstellen genannt</translation>
    </message>
    <message>
        <source>Named by the link</source>
        <translation>Vom Link genannt</translation>
    </message>
    <message>
        <source>%1: is switched off</source>
        <translation>%1: ausgeschaltet</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>place, problem</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>%Ln gefunden</numerusform>
            <numerusform>%Ln gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>place, how many</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2, asked %3 ago</source>
        <comment>place, how many, how long</comment>
        <translation>%1: %2, gefragt: %3 her</translation>
    </message>
    <message numerus="yes">
        <source>Linked to %Ln peer(s): fetching the list of files. %1 so far.</source>
        <translation>
            <numerusform>Mit %Ln Gegenstelle verbunden: Die Dateiliste wird geholt. Bisher %1.</numerusform>
            <numerusform>Mit %Ln Gegenstellen verbunden: Die Dateiliste wird geholt. Bisher %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking for somebody who has it: %1 so far.</source>
        <translation>Gefragt wird, wer sie hat: bisher %1.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::PeerTable</name>
    <message>
        <source>Nearby</source>
        <translation>In der Nähe</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>It came to you</source>
        <translation>Eingehend</translation>
    </message>
    <message>
        <source>You went to it</source>
        <translation>Ausgehend</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Peer %1 nearby has %2; from it %3, to it %4</source>
        <translation>Gegenstelle %1 in der Nähe hat %2; von ihr %3, an sie %4</translation>
    </message>
    <message>
        <source>Peer %1 away has %2; from it %3, to it %4</source>
        <translation>Entfernte Gegenstelle %1 hat %2; von ihr %3, an sie %4</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Has</source>
        <translation>Hat</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Upload</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
</context>
<context>
    <name>shoal::gui::PeersTab</name>
    <message>
        <source>Linked peers</source>
        <translation>Verbundene Gegenstellen</translation>
    </message>
    <message>
        <source>%1, %2 nearby</source>
        <comment>peers, number</comment>
        <translation>%1, %2 in der Nähe</translation>
    </message>
    <message numerus="yes">
        <source>%Ln peer(s)</source>
        <translation>
            <numerusform>%Ln Gegenstelle</numerusform>
            <numerusform>%Ln Gegenstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>No peer is linked now.</source>
        <translation>Gerade ist keine Gegenstelle verbunden.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::QrPicture</name>
    <message>
        <source>QR code of the link to %1</source>
        <translation>QR-Code des Links zu %1</translation>
    </message>
    <message>
        <source>The camera of a phone reads the link from it.</source>
        <translation>Die Kamera eines Telefons liest den Link daraus.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::RateField</name>
    <message>
        <source>KiB/s</source>
        <translation>KiB/s</translation>
    </message>
    <message>
        <source>MiB/s</source>
        <translation>MiB/s</translation>
    </message>
    <message>
        <source>GiB/s</source>
        <translation>GiB/s</translation>
    </message>
    <message>
        <source>%1: how much</source>
        <translation>%1: wie viel</translation>
    </message>
    <message>
        <source>%1: unit</source>
        <translation>%1: Einheit</translation>
    </message>
</context>
<context>
    <name>shoal::gui::RemoveDialog</name>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>„%1“ entfernen?</translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln share(s)?</source>
        <translation>
            <numerusform>%Ln Freigabe entfernen?</numerusform>
            <numerusform>%Ln Freigaben entfernen?</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer stops sharing it. Others who have it all keep it, and the link works while one of them is online.</source>
        <translation>Dieser Rechner teilt das dann nicht mehr. Wer schon alles hat, behält es, und der Link gilt, solange jemand davon online ist.</translation>
    </message>
    <message>
        <source>&amp;Keep the files</source>
        <translation>Dateien &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Delete the files too</source>
        <translation>&amp;Dateien auch löschen</translation>
    </message>
    <message>
        <source>Files that are complete stay in %1.</source>
        <translation>Vollständige Dateien bleiben in %1.</translation>
    </message>
    <message>
        <source>Files that are complete stay where they are.</source>
        <translation>Vollständige Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>%1 stay in %2.</source>
        <translation>%1 bleiben in %2.</translation>
    </message>
    <message>
        <source>%1 stay where they are.</source>
        <translation>%1 bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>%1 in %2 go for good, and not to the trash. Files that were changed since stay.</source>
        <translation>%1 in %2 werden endgültig gelöscht, nicht in den Papierkorb gelegt. Seither geänderte Dateien bleiben.</translation>
    </message>
    <message>
        <source>%1 go for good, and not to the trash. Files that were changed since stay.</source>
        <translation>%1 werden endgültig gelöscht, nicht in den Papierkorb gelegt. Seither geänderte Dateien bleiben.</translation>
    </message>
    <message>
        <source>Remove and de&amp;lete files</source>
        <translation>Entfernen und Dateien &amp;löschen</translation>
    </message>
    <message>
        <source>These are the files that you shared, not copies of them.</source>
        <translation>Das sind die Dateien, die Sie freigegeben haben, keine Kopien davon.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of these share(s) hold the files that you shared, not copies of them.</source>
        <translation>
            <numerusform>%Ln dieser Freigaben enthält die Dateien, die Sie freigegeben haben, keine Kopien davon.</numerusform>
            <numerusform>%Ln dieser Freigaben enthalten die Dateien, die Sie freigegeben haben, keine Kopien davon.</numerusform>
        </translation>
    </message>
    <message>
        <source>Files that are not finished yet are thrown away.</source>
        <translation>Noch nicht fertige Dateien werden verworfen.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln share(s) could not be removed.</source>
        <translation>
            <numerusform>%Ln Freigabe ließ sich nicht entfernen.</numerusform>
            <numerusform>%Ln Freigaben ließen sich nicht entfernen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weitere</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) stay, because they are not as Shoal knew them.</source>
        <translation>
            <numerusform>%Ln Datei bleibt, weil sie nicht mehr so ist, wie Shoal sie kannte.</numerusform>
            <numerusform>%Ln Dateien bleiben, weil sie nicht mehr so sind, wie Shoal sie kannte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete them yourself if you do not need them.</source>
        <translation>Werden sie nicht gebraucht, bitte selbst löschen.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SettingEditor</name>
    <message>
        <source>%1: %2</source>
        <comment>setting: part of it</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SettingRow</name>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation>Zurücksetzen: %1</translation>
    </message>
    <message>
        <source>In the configuration file: %1</source>
        <translation>In der Konfigurationsdatei: %1</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Pages of settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
        <source>No setting is called that.</source>
        <translation>Keine Einstellung heißt so.</translation>
    </message>
    <message>
        <source>&amp;Open the file</source>
        <translation>Datei ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>The desktop tells when a download is complete or has stopped.</source>
        <translation>Die Arbeitsumgebung meldet, wenn ein Download fertig ist oder stehen bleibt.</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>Nach dem Schließen des Fensters weiterlaufen</translation>
    </message>
    <message>
        <source>Shoal stays in the system tray, where the desktop has one.</source>
        <translation>Shoal bleibt in der Symbolleiste des Systems, wenn die Arbeitsumgebung eine hat.</translation>
    </message>
    <message>
        <source>Offer links from the clipboard</source>
        <translation>Links aus der Zwischenablage anbieten</translation>
    </message>
    <message>
        <source>Looks at what you copy, and offers to get it if it is a Shoal link.</source>
        <translation>Sieht nach, was Sie kopieren, und bietet an, es zu holen, wenn es ein Shoal-Link ist.</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie die Arbeitsumgebung</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Light or dark windows.</source>
        <translation>Helle oder dunkle Fenster.</translation>
    </message>
    <message>
        <source>Start with the session</source>
        <translation>Mit der Sitzung starten</translation>
    </message>
    <message>
        <source>Shares stay available in the background from the moment you log in.</source>
        <translation>Freigaben sind vom Anmelden an im Hintergrund erreichbar.</translation>
    </message>
    <message>
        <source>Open magnet links with Shoal</source>
        <translation>Magnet-Links mit Shoal öffnen</translation>
    </message>
    <message>
        <source>BitTorrent programs use such links too, and would not be asked any more. Links that begin with shoal: always come here.</source>
        <translation>Auch BitTorrent-Programme nutzen solche Links und würden nicht mehr gefragt. Links, die mit shoal: beginnen, kommen immer hierher.</translation>
    </message>
    <message>
        <source>The configuration file has a mistake. Until it is mended, nothing can be changed here: %1</source>
        <translation>Die Konfigurationsdatei enthält einen Fehler. Bis er behoben ist, lässt sich hier nichts ändern: %1</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareCommands</name>
    <message>
        <source>Pausing failed: %1</source>
        <translation>Anhalten fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Resuming failed: %1</source>
        <translation>Fortsetzen fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Checking the files failed: %1</source>
        <translation>Prüfen der Dateien fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>No link: %1</source>
        <translation>Kein Link: %1</translation>
    </message>
    <message>
        <source>The folder %1 is not there.</source>
        <translation>Der Ordner %1 ist nicht da.</translation>
    </message>
    <message>
        <source>No file manager opened %1.</source>
        <translation>Keine Dateiverwaltung hat %1 geöffnet.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareDialog</name>
    <message>
        <source>%1 (folder in %2)</source>
        <translation>%1 (Ordner in %2)</translation>
    </message>
    <message>
        <source>%1 (%2, in %3)</source>
        <translation>%1 (%2, in %3)</translation>
    </message>
    <message>
        <source>&amp;Start sharing</source>
        <translation>&amp;Freigeben</translation>
    </message>
    <message>
        <source>Copy &amp;all links</source>
        <translation>Alle &amp;Links kopieren</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Files and folders to share</source>
        <translation>Dateien und Ordner zum Freigeben</translation>
    </message>
    <message>
        <source>The Delete key takes the chosen ones off the list.</source>
        <translation>Die Entf-Taste nimmt die gewählten von der Liste.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) or folder(s) could not be shared.</source>
        <translation>
            <numerusform>%Ln Datei oder Ordner ließ sich nicht freigeben.</numerusform>
            <numerusform>%Ln Dateien oder Ordner ließen sich nicht freigeben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln share(s) are ready: their links can be copied now.</source>
        <translation>
            <numerusform>%Ln Freigabe ist bereit: Ihr Link lässt sich jetzt kopieren.</numerusform>
            <numerusform>%Ln Freigaben sind bereit: Ihre Links lassen sich jetzt kopieren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Go on in the &amp;background</source>
        <translation>Im &amp;Hintergrund weiter</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>Fe&amp;rtig</translation>
    </message>
    <message>
        <source>Reading, so that every byte can be checked</source>
        <translation>Wird gelesen, damit sich jedes Byte prüfen lässt</translation>
    </message>
    <message>
        <source>Not all of it could be shared</source>
        <translation>Nicht alles ließ sich freigeben</translation>
    </message>
    <message>
        <source>This could not be shared</source>
        <translation>Das ließ sich nicht freigeben</translation>
    </message>
    <message>
        <source>Nothing was shared</source>
        <translation>Nichts wurde freigegeben</translation>
    </message>
    <message>
        <source>These are shared now</source>
        <translation>Sie sind jetzt freigegeben</translation>
    </message>
    <message>
        <source>It is shared now</source>
        <translation>Jetzt ist es freigegeben</translation>
    </message>
    <message>
        <source>You can close this window: Shoal goes on reading in the background. Stop ends it, and nothing of it is shared.</source>
        <translation>Dieses Fenster kann geschlossen werden: Shoal liest im Hintergrund weiter. „Abbrechen“ beendet das, und nichts davon wird freigegeben.</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>Sto&amp;p all</source>
        <translation>Alle a&amp;bbrechen</translation>
    </message>
    <message>
        <source>There is nothing at:</source>
        <translation>Hier ist nichts:</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareHeader</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>Wie am Anfang</translation>
    </message>
    <message>
        <source>Move to the left</source>
        <translation>Nach links</translation>
    </message>
    <message>
        <source>Move to the right</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <source>Hide “%1”</source>
        <translation>„%1“ ausblenden</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareJobRow</name>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Show the link</source>
        <translation>Link zeigen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareJournal</name>
    <message>
        <source>Looking for somebody who has the list of files.</source>
        <translation>Gesucht wird jemand, der die Dateiliste hat.</translation>
    </message>
    <message numerus="yes">
        <source>The list of files is here: %Ln file(s), %1.</source>
        <translation>
            <numerusform>Die Dateiliste ist da: %Ln Datei, %1.</numerusform>
            <numerusform>Die Dateiliste ist da: %Ln Dateien, %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing the files that are already there.</source>
        <translation>Die schon vorhandenen Dateien werden verglichen.</translation>
    </message>
    <message>
        <source>Fetching what is missing.</source>
        <translation>Was fehlt, wird geholt.</translation>
    </message>
    <message>
        <source>Sharing: everything that is wanted is here and verified.</source>
        <translation>Freigegeben: Alles Gewählte ist da und geprüft.</translation>
    </message>
    <message>
        <source>Held up: %1</source>
        <translation>Aufgehalten: %1</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Not running.</source>
        <translation>Läuft nicht.</translation>
    </message>
    <message>
        <source>Its rates are not limited any more.</source>
        <translation>Ihre Geschwindigkeit ist nicht mehr begrenzt.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>Its rates are limited: down %1, up %2.</source>
        <translation>Ihre Geschwindigkeit ist begrenzt: Download %1, Upload %2.</translation>
    </message>
    <message numerus="yes">
        <source>Linked with %Ln peer(s).</source>
        <translation>
            <numerusform>Mit %Ln Gegenstelle verbunden.</numerusform>
            <numerusform>Mit %Ln Gegenstellen verbunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>No peer is linked any more.</source>
        <translation>Keine Gegenstelle ist mehr verbunden.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln file(s) are wanted.</source>
        <translation>
            <numerusform>%1 von %Ln Datei ist gewählt.</numerusform>
            <numerusform>%1 von %Ln Dateien sind gewählt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The first data arrived.</source>
        <translation>Die ersten Daten sind angekommen.</translation>
    </message>
    <message>
        <source>Complete: every byte is verified and safely on the disk.</source>
        <translation>Vollständig: Jedes Byte ist geprüft und sicher auf dem Datenträger.</translation>
    </message>
    <message>
        <source>The file &quot;%1&quot; was changed. The changed parts are not offered any more.</source>
        <translation>Die Datei „%1“ wurde geändert. Die geänderten Teile werden nicht mehr angeboten.</translation>
    </message>
    <message>
        <source>The peer %1 sent wrong data and is left alone for %2.</source>
        <translation>Die Gegenstelle %1 hat falsche Daten gesendet und wird gemieden, Dauer: %2.</translation>
    </message>
    <message>
        <source>The connection to Shoal&apos;s engine is back.</source>
        <translation>Die Verbindung zu Shoals Dienst ist wieder da.</translation>
    </message>
    <message>
        <source>The connection to Shoal&apos;s engine was lost.</source>
        <translation>Die Verbindung zu Shoals Dienst ging verloren.</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareListView</name>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>Name, backwards</source>
        <translation>Name, rückwärts</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Fastest down</source>
        <translation>Schnellste Downloads</translation>
    </message>
    <message>
        <source>Fastest up</source>
        <translation>Schnellste Uploads</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>Größte zuerst</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>Kleinste zuerst</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message numerus="yes">
        <source>%Ln share(s)</source>
        <translation>
            <numerusform>%Ln Freigabe</numerusform>
            <numerusform>%Ln Freigaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Sorted by: %1</source>
        <translation>Sortiert nach: %1</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareModel</name>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>%1
%2
%3</source>
        <translation>%1
%2
%3</translation>
    </message>
    <message>
        <source>%1: nothing</source>
        <translation>%1: nichts</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareNotices</name>
    <message>
        <source>Download complete</source>
        <translation>Download abgeschlossen</translation>
    </message>
    <message>
        <source>“%1” has stopped</source>
        <translation>„%1“ ist stehen geblieben</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareOptionsForm</name>
    <message>
        <source>&amp;More options</source>
        <translation>&amp;Weitere Optionen</translation>
    </message>
    <message>
        <source>Receivers can read it</source>
        <translation>Empfänger können ihn lesen</translation>
    </message>
    <message>
        <source>Only you see them; with commas between</source>
        <translation>Nur Sie sehen sie; durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Useful to share one thing from several computers. But then whoever has the very same files can work out the link, and see that you share them.</source>
        <translation>Nützlich, um dasselbe von mehreren Rechnern zu teilen. Wer genau dieselben Dateien hat, kann dann aber den Link ausrechnen und sehen, dass Sie sie teilen.</translation>
    </message>
    <message>
        <source>&amp;Comment</source>
        <translation>Ko&amp;mmentar</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>&amp;Etiketten</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiketten</translation>
    </message>
    <message>
        <source>One of these labels cannot be used.</source>
        <translation>Eines dieser Etiketten ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>A label has at most %1 letters, and a share at most %2 labels.</source>
        <translation>Ein Etikett hat höchstens %1 Zeichen und eine Freigabe höchstens %2 Etiketten.</translation>
    </message>
    <message>
        <source>Same content gives the same li&amp;nk</source>
        <translation>&amp;Gleicher Inhalt ergibt gleichen Link</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareRowDelegate</name>
    <message>
        <source>↓ %1   ↑ %2</source>
        <translation>↓ %1   ↑ %2</translation>
    </message>
    <message>
        <source>↓ %1</source>
        <translation>↓ %1</translation>
    </message>
    <message>
        <source>↑ %1</source>
        <translation>↑ %1</translation>
    </message>
</context>
<context>
    <name>shoal::gui::Sidebar</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>This network</source>
        <translation>Dieses Netzwerk</translation>
    </message>
    <message>
        <source>What to show</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiketten</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln share(s)</source>
        <translation>
            <numerusform>%1, %Ln Freigabe</numerusform>
            <numerusform>%1, %Ln Freigaben</numerusform>
        </translation>
    </message>
    <message>
        <source>Not looked for</source>
        <translation>Wird nicht durchsucht</translation>
    </message>
    <message>
        <source>Nobody found yet</source>
        <translation>Noch niemand gefunden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln peer(s) found</source>
        <translation>
            <numerusform>%Ln Gegenstelle gefunden</numerusform>
            <numerusform>%Ln Gegenstellen gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>This network: %1</source>
        <translation>Dieses Netzwerk: %1</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SourceTable</name>
    <message>
        <source>DHT</source>
        <translation>DHT</translation>
    </message>
    <message>
        <source>This network</source>
        <translation>Dieses Netzwerk</translation>
    </message>
    <message>
        <source>Other peers</source>
        <translation>Andere Gegenstellen</translation>
    </message>
    <message>
        <source>Given by hand</source>
        <translation>Von Hand angegeben</translation>
    </message>
    <message>
        <source>The link</source>
        <translation>Der Link</translation>
    </message>
    <message>
        <source>It came to you</source>
        <translation>Kam von selbst</translation>
    </message>
    <message>
        <source>A directory that all nodes of the world keep together</source>
        <translation>Ein Verzeichnis, das alle Knoten der Welt gemeinsam führen</translation>
    </message>
    <message>
        <source>Devices nearby that tell of themselves</source>
        <translation>Geräte in der Nähe, die sich melden</translation>
    </message>
    <message>
        <source>Linked peers name others that they know</source>
        <translation>Verbundene Gegenstellen nennen andere, die sie kennen</translation>
    </message>
    <message>
        <source>Addresses that you or the link named</source>
        <translation>Adressen, die Sie oder der Link nannten</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>%1 is off</source>
        <translation>%1 ist aus</translation>
    </message>
    <message>
        <source>%1: %2 found, %3 linked, last asked %4 %5</source>
        <comment>source, number, number, when, problem</comment>
        <translation>%1: %2 gefunden, %3 verbunden, zuletzt gefragt: %4 %5</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Last asked</source>
        <translation>Zuletzt gefragt</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächstes Mal</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SourcesTab</name>
    <message>
        <source>Sources of peers</source>
        <translation>Quellen von Gegenstellen</translation>
    </message>
    <message>
        <source>Known addresses</source>
        <translation>Bekannte Adressen</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SpeedGraph</name>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Speed graph</source>
        <translation>Verlauf der Geschwindigkeit</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>Down %1</source>
        <translation>Download %1</translation>
    </message>
    <message>
        <source>Up %1</source>
        <translation>Upload %1</translation>
    </message>
    <message>
        <source>Nothing was measured yet</source>
        <translation>Noch wurde nichts gemessen</translation>
    </message>
    <message>
        <source>%1: down %2, up %3</source>
        <translation>%1: Download %2, Upload %3</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SpeedTab</name>
    <message>
        <source>&amp;All shares together</source>
        <translation>Alle Freigaben zu&amp;sammen</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 min</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>Show the last %1</source>
        <translation>Zeitraum zeigen: %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Down %1</source>
        <translation>Download %1</translation>
    </message>
    <message>
        <source>Up %1</source>
        <translation>Upload %1</translation>
    </message>
</context>
<context>
    <name>shoal::gui::StatusLine</name>
    <message>
        <source>%1 of %2</source>
        <comment>a rate and its limit</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Limit the rates</source>
        <translation>Geschwindigkeit begrenzen</translation>
    </message>
    <message>
        <source>Daemon</source>
        <translation>Hintergrunddienst</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>Dieses Fenster</translation>
    </message>
    <message>
        <source>The daemon shares and fetches, also when this window is closed.</source>
        <translation>Der Hintergrunddienst teilt und holt, auch wenn dieses Fenster geschlossen ist.</translation>
    </message>
    <message>
        <source>Shares go on as long as this window is open.</source>
        <translation>Freigaben laufen weiter, solange dieses Fenster offen ist.</translation>
    </message>
    <message>
        <source>Looking how others reach this computer …</source>
        <translation>Sieht nach, wie andere diesen Rechner erreichen …</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Other computers that help to find who has a share</source>
        <translation>Andere Rechner, die finden helfen, wer eine Freigabe hat</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>↓ %1   ↑ %2</source>
        <translation>↓ %1   ↑ %2</translation>
    </message>
    <message>
        <source>Fetching %1, sending %2. Limit the rates.</source>
        <translation>Empfängt %1, sendet %2. Geschwindigkeit begrenzen.</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>Free space for downloads, in %1</source>
        <translation>Freier Platz für Downloads, in %1</translation>
    </message>
    <message numerus="yes">
        <source>DHT: %Ln node(s)</source>
        <translation>
            <numerusform>DHT: %Ln Knoten</numerusform>
            <numerusform>DHT: %Ln Knoten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::Tray</name>
    <message>
        <source>Show &amp;window</source>
        <translation>&amp;Fenster zeigen</translation>
    </message>
    <message>
        <source>&amp;Share…</source>
        <translation>F&amp;reigeben …</translation>
    </message>
    <message>
        <source>&amp;Get copied link</source>
        <translation>Kopierten &amp;Link holen</translation>
    </message>
    <message>
        <source>&amp;Pause all</source>
        <translation>Alle &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Resume all</source>
        <translation>Alle f&amp;ortsetzen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Shoal</source>
        <translation>Shoal</translation>
    </message>
    <message>
        <source>Shoal: receives %1, sends %2</source>
        <translation>Shoal: empfängt %1, sendet %2</translation>
    </message>
</context>
<context>
    <name>shoal::gui::WindowActions</name>
    <message>
        <source>&amp;Share files or folders …</source>
        <translation>Dateien oder Ordner frei&amp;geben …</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>&amp;Get from a link …</source>
        <translation>Von einem &amp;Link holen …</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>&amp;Paste a link or files</source>
        <translation>Link oder Dateien &amp;einfügen</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>P&amp;ause all</source>
        <translation>Alle &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Resume all</source>
        <translation>Alle &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Se&amp;ttings</source>
        <translation>Eins&amp;tellungen</translation>
    </message>
    <message>
        <source>&amp;How others reach this computer</source>
        <translation>&amp;Wie andere diesen Rechner erreichen</translation>
    </message>
    <message>
        <source>&amp;About Shoal</source>
        <translation>Ü&amp;ber Shoal</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Close the window</source>
        <translation>Fenster s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>&amp;Tabelle</translation>
    </message>
    <message>
        <source>&amp;Comfortable rows</source>
        <translation>&amp;Geräumige Zeilen</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Wie die Arbeits&amp;umgebung</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>D&amp;ark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>Ü&amp;bersicht</translation>
    </message>
    <message>
        <source>&amp;Files</source>
        <translation>&amp;Dateien</translation>
    </message>
    <message>
        <source>&amp;Peers</source>
        <translation>&amp;Gegenstellen</translation>
    </message>
    <message>
        <source>&amp;Sources</source>
        <translation>&amp;Quellen</translation>
    </message>
    <message>
        <source>Spee&amp;d</source>
        <translation>Gesch&amp;windigkeit</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>&amp;Protokoll</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Copy the link</source>
        <translation>Link &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Show the link and QR code</source>
        <translation>Link und &amp;QR-Code zeigen</translation>
    </message>
    <message>
        <source>&amp;Open the folder</source>
        <translation>Ordner ö&amp;ffnen</translation>
    </message>
    <message>
        <source>C&amp;heck the files again</source>
        <translation>Dateien erneut &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Labels …</source>
        <translation>&amp;Etiketten …</translation>
    </message>
    <message>
        <source>L&amp;imit its rate …</source>
        <translation>Geschwindigkeit &amp;begrenzen …</translation>
    </message>
    <message>
        <source>&amp;Remove …</source>
        <translation>E&amp;ntfernen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove with its &amp;files …</source>
        <translation>Samt &amp;Dateien entfernen …</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Share</source>
        <translation>F&amp;reigabe</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Details &amp;of</source>
        <translation>Details &amp;zu</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>A&amp;ussehen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation>S&amp;palten</translation>
    </message>
    <message>
        <source>R&amp;esume</source>
        <translation>F&amp;ortsetzen</translation>
    </message>
</context>
<context>
    <name>shoal::gui::WindowDialogs</name>
    <message numerus="yes">
        <source>Reading %Ln item(s) goes on in the background.</source>
        <translation>
            <numerusform>%Ln Eintrag wird im Hintergrund weiter gelesen.</numerusform>
            <numerusform>%Ln Einträge werden im Hintergrund weiter gelesen.</numerusform>
        </translation>
    </message>
</context>
</TS>
