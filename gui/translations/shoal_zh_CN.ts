<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Format</name>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>Saved. It is in effect now.</source>
        <translation>已保存，现已生效。</translation>
    </message>
    <message>
        <source>Saved. It takes effect when the background service starts again.</source>
        <translation>已保存，将在后台服务重新启动后生效。</translation>
    </message>
    <message>
        <source>Saved. It takes effect when Shoal starts again.</source>
        <translation>已保存，将在 Shoal 重新启动后生效。</translation>
    </message>
    <message>
        <source>Saved. It takes effect when Shoal can start.</source>
        <translation>已保存，将在 Shoal 能够启动后生效。</translation>
    </message>
    <message>
        <source>Download folder</source>
        <translation>下载文件夹</translation>
    </message>
    <message>
        <source>Where downloads are saved unless you choose another place.</source>
        <translation>除非您另选位置，下载内容保存在这里。</translation>
    </message>
    <message>
        <source>Download limit</source>
        <translation>下载限速</translation>
    </message>
    <message>
        <source>The most that all downloads together receive.</source>
        <translation>所有下载合计的最高接收速度。</translation>
    </message>
    <message>
        <source>Upload limit</source>
        <translation>上传限速</translation>
    </message>
    <message>
        <source>The most that is sent to all others together.</source>
        <translation>发送给所有人的合计最高速度。</translation>
    </message>
    <message>
        <source>Listen at</source>
        <translation>监听地址</translation>
    </message>
    <message>
        <source>Addresses and ports where others can reach this computer.</source>
        <translation>其他人可以连接本机的地址和端口。</translation>
    </message>
    <message>
        <source>First nodes of the DHT</source>
        <translation>DHT 起始节点</translation>
    </message>
    <message>
        <source>Where the search for peers on the internet begins.</source>
        <translation>在互联网上寻找节点的起点。</translation>
    </message>
    <message>
        <source>Peers that are always asked</source>
        <translation>始终询问的节点</translation>
    </message>
    <message>
        <source>Addresses that every share is looked for at.</source>
        <translation>每个共享都会向这些地址询问。</translation>
    </message>
    <message>
        <source>Address for players on this computer</source>
        <translation>供本机播放器使用的地址</translation>
    </message>
    <message>
        <source>Where media players and monitoring reach the background service. Nothing there is encrypted, so it has to be an address of this computer only.</source>
        <translation>媒体播放器和监控程序访问后台服务的地址。此处不加密，因此只能是本机地址。</translation>
    </message>
    <message>
        <source>Find others on this network</source>
        <translation>在本网络中发现他人</translation>
    </message>
    <message>
        <source>Looks for peers on the local network, and lets them find this computer.</source>
        <translation>在本地网络中寻找节点，并让它们找到本机。</translation>
    </message>
    <message>
        <source>Confine the background service</source>
        <translation>隔离后台服务</translation>
    </message>
    <message>
        <source>It gives up whatever it does not need of the system when it starts.</source>
        <translation>启动时放弃它不需要的一切系统权限。</translation>
    </message>
    <message>
        <source>With everything in them, hidden files too.</source>
        <translation>包括其中的所有内容和隐藏文件。</translation>
    </message>
    <message>
        <source>Run after each download</source>
        <translation>每次下载后运行</translation>
    </message>
    <message>
        <source>A program and its arguments. {tag}, {name}, {path} and {bytes} are filled in.</source>
        <translation>程序及其参数。{tag}、{name}、{path} 和 {bytes} 会被替换。</translation>
    </message>
    <message>
        <source>After that time the program is ended.</source>
        <translation>超时后程序会被终止。</translation>
    </message>
    <message>
        <source>Further ones wait for their turn.</source>
        <translation>其余的排队等候。</translation>
    </message>
    <message>
        <source>Folder for Shoal’s own files</source>
        <translation>Shoal 自身文件的文件夹</translation>
    </message>
    <message>
        <source>The list of your shares and the keys of this computer, not your downloads.</source>
        <translation>存放共享列表和本机密钥，不存放下载内容。</translation>
    </message>
    <message>
        <source>Control socket</source>
        <translation>控制套接字</translation>
    </message>
    <message>
        <source>Where the background service answers this window and the command line.</source>
        <translation>后台服务在此响应本窗口和命令行。</translation>
    </message>
    <message>
        <source>How much the log tells</source>
        <translation>日志详细程度</translation>
    </message>
    <message>
        <source>For single parts too: info,dht=debug</source>
        <translation>也可针对单个部分：info,dht=debug</translation>
    </message>
    <message>
        <source>How the log is written</source>
        <translation>日志格式</translation>
    </message>
    <message>
        <source>Automatic is text, with priorities where the system’s journal reads it.</source>
        <translation>“自动”即文本格式；由系统日志服务读取时附带优先级。</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>传输</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Automatic</source>
        <comment>form of the log</comment>
        <translation>自动</translation>
    </message>
    <message>
        <source>Text</source>
        <comment>form of the log</comment>
        <translation>文本</translation>
    </message>
    <message>
        <source>JSON</source>
        <comment>form of the log</comment>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Entries of the system’s journal</source>
        <comment>form of the log</comment>
        <translation>系统日志条目</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Folders the service may use all the same</source>
        <translation>后台服务仍可使用的文件夹</translation>
    </message>
    <message>
        <source>How long that program may run</source>
        <translation>该程序允许运行的时间</translation>
    </message>
    <message>
        <source>How many such programs at once</source>
        <translation>可同时运行的此类程序数量</translation>
    </message>
</context>
<context>
    <name>shoal::gui::Autostart</name>
    <message>
        <source>The system’s service control (systemctl) could not be run.</source>
        <translation>无法运行系统的服务管理工具（systemctl）。</translation>
    </message>
    <message>
        <source>The system’s service control answered: %1</source>
        <translation>系统的服务管理工具返回：%1</translation>
    </message>
    <message>
        <source>%1 cannot be removed: %2</source>
        <translation>无法删除 %1：%2</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ConfigEntry</name>
    <message>
        <source>Default: %1</source>
        <translation>默认：%1</translation>
    </message>
    <message>
        <source>Set by %1 in the environment; it cannot be changed here.</source>
        <translation>由环境变量 %1 设定，无法在此更改。</translation>
    </message>
    <message>
        <source>Set for everybody on this computer in %1. What you choose here counts more.</source>
        <translation>已在 %1 中为本机所有用户设定；您在此处的选择优先。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::EngineBridge</name>
    <message>
        <source>No daemon answers at %1.</source>
        <translation>%1 处没有后台服务响应。</translation>
    </message>
    <message>
        <source>The daemon stopped.</source>
        <translation>后台服务已停止。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::FirstRun</name>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Welcome to Shoal</source>
        <translation>欢迎使用 Shoal</translation>
    </message>
    <message>
        <source>Send folders and files from person to person, with nobody in between.</source>
        <translation>在人与人之间直接传送文件夹和文件，不经过任何第三方。</translation>
    </message>
    <message>
        <source>&amp;Download folder</source>
        <translation>下载文件夹(&amp;D)</translation>
    </message>
    <message>
        <source>Download folder</source>
        <translation>下载文件夹</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose the download folder</source>
        <translation>选择下载文件夹</translation>
    </message>
    <message>
        <source>Find other devices on this network</source>
        <translation>发现本网络中的其他设备</translation>
    </message>
    <message>
        <source>Lets people nearby exchange files directly. Say no in networks you do not trust.</source>
        <translation>让附近的人直接交换文件。在不信任的网络中请关闭。</translation>
    </message>
    <message>
        <source>Start with the session</source>
        <translation>随会话启动</translation>
    </message>
    <message>
        <source>Keeps your shares available in the background, also when this window is closed.</source>
        <translation>在后台保持共享可用，即使关闭此窗口。</translation>
    </message>
    <message>
        <source>All of this can be changed later in the settings.</source>
        <translation>这些都可以稍后在设置中更改。</translation>
    </message>
    <message>
        <source>Give the whole path of a folder; it begins with /.</source>
        <translation>请填写文件夹的完整路径，以 / 开头。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::LinesEditor</name>
    <message>
        <source>None. The whole path of a program, then one argument on each line</source>
        <translation>无。先写程序的完整路径，然后每行一个参数</translation>
    </message>
    <message>
        <source>None. One whole path on each line</source>
        <translation>无。每行一个完整路径</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>None. One address with its port on each line, like %1</source>
        <translation>无。每行一个带端口的地址，例如 %1</translation>
    </message>
</context>
<context>
    <name>shoal::gui::MagnetHandler</name>
    <message>
        <source>The desktop’s tool for this (xdg-mime) could not be run. Install xdg-utils.</source>
        <translation>无法运行桌面为此提供的工具（xdg-mime）。请安装 xdg-utils。</translation>
    </message>
    <message>
        <source>The desktop’s tool for this (xdg-mime) answered: %1</source>
        <translation>桌面为此提供的工具（xdg-mime）返回：%1</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>shoal::gui::MeasureEditor</name>
    <message>
        <source>is limited</source>
        <translation>是否限制</translation>
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
        <translation>秒</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单位</translation>
    </message>
</context>
<context>
    <name>shoal::gui::Notifier</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>shoal::gui::PathEditor</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SettingEditor</name>
    <message>
        <source>%1: %2</source>
        <comment>setting: part of it</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SettingRow</name>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation>重置：%1</translation>
    </message>
    <message>
        <source>In the configuration file: %1</source>
        <translation>在配置文件中：%1</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Pages of settings</source>
        <translation>设置页面</translation>
    </message>
    <message>
        <source>No setting is called that.</source>
        <translation>没有这样的设置。</translation>
    </message>
    <message>
        <source>&amp;Open the file</source>
        <translation>打开文件(&amp;O)</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>The desktop tells when a download is complete or has stopped.</source>
        <translation>下载完成或中止时由桌面通知。</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>关闭窗口后继续运行</translation>
    </message>
    <message>
        <source>Shoal stays in the system tray, where the desktop has one.</source>
        <translation>如果桌面有系统托盘，Shoal 会留在其中。</translation>
    </message>
    <message>
        <source>Offer links from the clipboard</source>
        <translation>提示剪贴板中的链接</translation>
    </message>
    <message>
        <source>Looks at what you copy, and offers to get it if it is a Shoal link.</source>
        <translation>查看您复制的内容，如果是 Shoal 链接则提示获取。</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Light or dark windows.</source>
        <translation>浅色或深色窗口。</translation>
    </message>
    <message>
        <source>Start with the session</source>
        <translation>随会话启动</translation>
    </message>
    <message>
        <source>Shares stay available in the background from the moment you log in.</source>
        <translation>登录后共享即在后台保持可用。</translation>
    </message>
    <message>
        <source>Open magnet links with Shoal</source>
        <translation>用 Shoal 打开磁力链接</translation>
    </message>
    <message>
        <source>BitTorrent programs use such links too, and would not be asked any more. Links that begin with shoal: always come here.</source>
        <translation>BitTorrent 程序也使用此类链接，之后将不再由它们打开。以 shoal: 开头的链接始终由这里打开。</translation>
    </message>
    <message>
        <source>The configuration file has a mistake. Until it is mended, nothing can be changed here: %1</source>
        <translation>配置文件有错误。修正之前无法在此更改任何设置：%1</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareNotices</name>
    <message>
        <source>Download complete</source>
        <translation>下载完成</translation>
    </message>
    <message>
        <source>“%1” has stopped</source>
        <translation>“%1”已停止</translation>
    </message>
</context>
<context>
    <name>shoal::gui::Tray</name>
    <message>
        <source>Show &amp;window</source>
        <translation>显示窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Share…</source>
        <translation>共享(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Get copied link</source>
        <translation>获取已复制的链接(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Pause all</source>
        <translation>全部暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Resume all</source>
        <translation>全部继续(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Shoal</source>
        <translation>Shoal</translation>
    </message>
    <message>
        <source>Shoal: receives %1, sends %2</source>
        <translation>Shoal：接收 %1，发送 %2</translation>
    </message>
</context>
</TS>
