<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
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
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
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
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
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
</TS>
