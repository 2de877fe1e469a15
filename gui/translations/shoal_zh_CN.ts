<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>FindingWords</name>
    <message>
        <source>Others reach this computer</source>
        <translation>其他人可以连接本机</translation>
    </message>
    <message>
        <source>Nobody has tried to reach this computer from outside yet</source>
        <translation>还没有人从外部尝试连接本机</translation>
    </message>
    <message>
        <source>Nobody can reach this computer: no address is set to listen on</source>
        <translation>没有人能连接本机：未设置监听地址</translation>
    </message>
    <message>
        <source>Only programs on this computer can reach it</source>
        <translation>只有本机上的程序可以连接</translation>
    </message>
    <message>
        <source>A router or firewall keeps others out; it still reaches those who are open</source>
        <translation>路由器或防火墙挡住了其他人；本机仍可连接开放的节点</translation>
    </message>
    <message>
        <source>No DHT node is known: peers are found by links and on this network</source>
        <translation>没有已知的 DHT 节点：只能通过链接和本网络寻找节点</translation>
    </message>
    <message>
        <source>The DHT is being asked for the first time</source>
        <translation>正在首次询问 DHT</translation>
    </message>
    <message>
        <source>No DHT node answers: is this computer connected?</source>
        <translation>没有 DHT 节点响应：本机联网了吗？</translation>
    </message>
    <message>
        <source>Other devices on this network are not looked for</source>
        <translation>不在本网络中寻找其他设备</translation>
    </message>
    <message>
        <source>No other device with Shoal was heard on this network</source>
        <translation>本网络中没有发现其他运行 Shoal 的设备</translation>
    </message>
    <message>
        <source>The clock of this computer is years behind</source>
        <translation>本机时钟慢了好几年</translation>
    </message>
    <message>
        <source>Forward the port for TCP and UDP at your router to this computer, and let it through the firewall. Until then you reach others, and those who can be reached are enough.</source>
        <translation>请在路由器上将 TCP 和 UDP 端口转发到本机，并在防火墙中放行。在此之前您仍能主动连接他人，能连接上的节点也已够用。</translation>
    </message>
    <message>
        <source>Set the address to listen on in the settings, for example 0.0.0.0:4747.</source>
        <translation>请在设置中填写监听地址，例如 0.0.0.0:4747。</translation>
    </message>
    <message>
        <source>Switch it on in the settings if you want them found.</source>
        <translation>如果想找到它们，请在设置中开启。</translation>
    </message>
</context>
<context>
    <name>FolderState</name>
    <message>
        <source>“%1” is a file, not a folder.</source>
        <translation>“%1”是文件，不是文件夹。</translation>
    </message>
    <message>
        <source>You may not write to %1.</source>
        <translation>您没有写入 %1 的权限。</translation>
    </message>
    <message>
        <source>Nothing can be saved in %1.</source>
        <translation>%1 中无法保存任何内容。</translation>
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
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln 天</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>The disk is full: %1</source>
        <translation>磁盘已满：%1</translation>
    </message>
    <message>
        <source>Shoal may not do that there: %1</source>
        <translation>Shoal 在该处没有权限：%1</translation>
    </message>
    <message>
        <source>The files were changed: %1</source>
        <translation>文件已被修改：%1</translation>
    </message>
    <message>
        <source>The disk does not do as it should: %1</source>
        <translation>磁盘工作异常：%1</translation>
    </message>
    <message>
        <source>Something holds it up.</source>
        <translation>遇到了问题。</translation>
    </message>
    <message>
        <source>It is held up: %1</source>
        <translation>遇到了问题：%1</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>尚未尝试</translation>
    </message>
    <message>
        <source>tried just now</source>
        <translation>刚刚尝试过</translation>
    </message>
    <message>
        <source>last tried %1</source>
        <translation>上次尝试：%1</translation>
    </message>
    <message>
        <source>Waiting for somebody who has it.</source>
        <translation>正在等待拥有它的人。</translation>
    </message>
    <message>
        <source>%1 found on the DHT</source>
        <translation>DHT 上找到 %1 个</translation>
    </message>
    <message>
        <source>%1 on this network</source>
        <comment>found</comment>
        <translation>本网络中找到 %1 个</translation>
    </message>
    <message>
        <source>Waiting for somebody who has it: %1, %2; %3</source>
        <comment>found, found; when</comment>
        <translation>正在等待拥有它的人：%1，%2；%3</translation>
    </message>
    <message>
        <source>Waiting for somebody who has it: %1; %2</source>
        <comment>found; when</comment>
        <translation>正在等待拥有它的人：%1；%2</translation>
    </message>
    <message>
        <source>Waiting for somebody who has it, but neither the DHT nor this network is searched; %1</source>
        <translation>正在等待拥有它的人，但 DHT 和本网络都没有搜索；%1</translation>
    </message>
    <message>
        <source>Complete and verified.</source>
        <translation>内容完整，已通过校验。</translation>
    </message>
    <message>
        <source>What you chose is here and verified.</source>
        <translation>所选内容已齐全，已通过校验。</translation>
    </message>
    <message numerus="yes">
        <source>%1 %Ln peer(s) fetch from you.</source>
        <comment>sentence, sentence</comment>
        <translation>
            <numerusform>%1有 %Ln 个节点正从您这里获取。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 You have sent %2 to others.</source>
        <translation>%1您已向他人发送 %2。</translation>
    </message>
    <message>
        <source>%1 Nobody fetches it now.</source>
        <translation>%1目前无人获取。</translation>
    </message>
    <message numerus="yes">
        <source>Linked with %Ln peer(s).</source>
        <translation>
            <numerusform>已连接 %Ln 个节点。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is here and is being put into its place.</source>
        <translation>内容已齐全，正在存放到位。</translation>
    </message>
    <message numerus="yes">
        <source>Every missing part is available from %Ln peer(s).</source>
        <translation>
            <numerusform>每个缺少的分块都至少有 %Ln 个节点可以提供。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Parts are missing: among the %Ln peer(s) there is no whole copy (%1 copies).</source>
        <translation>
            <numerusform>缺少分块：%Ln 个节点加起来没有完整副本（共 %1 份）。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Getting the list of files from %Ln peer(s).</source>
        <translation>
            <numerusform>正在从 %Ln 个节点获取文件列表。</numerusform>
        </translation>
    </message>
    <message>
        <source>The list of files is here. Nothing was chosen yet.</source>
        <translation>文件列表已就绪，尚未选择内容。</translation>
    </message>
    <message>
        <source>The files that are already there are being compared.</source>
        <translation>正在比对已有的文件。</translation>
    </message>
    <message>
        <source>Paused. What you chose is here; it is not offered to others.</source>
        <translation>已暂停。所选内容已齐全，但不提供给他人。</translation>
    </message>
    <message>
        <source>Paused. Nothing is fetched or offered until you resume it.</source>
        <translation>已暂停。继续之前既不获取也不提供。</translation>
    </message>
    <message>
        <source>It is remembered, but it does not run.</source>
        <translation>已保留记录，但未运行。</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>Something is missing: %1</source>
        <translation>有内容缺失：%1</translation>
    </message>
</context>
<context>
    <name>LinkText</name>
    <message>
        <source>This Shoal link is damaged. Copy the whole link again, from its first letter to its last.</source>
        <translation>此 Shoal 链接已损坏。请重新复制整个链接，从第一个字符到最后一个字符。</translation>
    </message>
    <message>
        <source>This link was made by a newer Shoal. Update this one to open it.</source>
        <translation>此链接由更新版本的 Shoal 创建。请更新本机的 Shoal 后再打开。</translation>
    </message>
    <message>
        <source>This is a BitTorrent link, not a Shoal link. A BitTorrent program can open it.</source>
        <translation>这是 BitTorrent 链接，不是 Shoal 链接，可以用 BitTorrent 程序打开。</translation>
    </message>
    <message>
        <source>This magnet link is meant for another program, not for Shoal.</source>
        <translation>此磁力链接属于其他程序，不属于 Shoal。</translation>
    </message>
    <message>
        <source>This is too long to be a Shoal link.</source>
        <translation>太长了，不可能是 Shoal 链接。</translation>
    </message>
    <message>
        <source>This is not a Shoal link. A link begins with “shoal:” or “magnet:?xt=urn:shoal:”.</source>
        <translation>这不是 Shoal 链接。链接以“shoal:”或“magnet:?xt=urn:shoal:”开头。</translation>
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
        <translation>每个分享都会向这些地址询问。</translation>
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
        <translation>存放分享列表和本机密钥，不存放下载内容。</translation>
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
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hour(s)</source>
        <translation>
            <numerusform>%Ln 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minute(s)</source>
        <translation>
            <numerusform>%Ln 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln second(s)</source>
        <translation>
            <numerusform>%Ln 秒</numerusform>
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
    <name>ShareColumns</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加时间</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>分享率</translation>
    </message>
    <message>
        <source>Remaining</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件数</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Complete peers</source>
        <translation>完整节点</translation>
    </message>
    <message>
        <source>Known peers</source>
        <translation>已知节点</translation>
    </message>
    <message>
        <source>Wasted</source>
        <translation>浪费</translation>
    </message>
    <message>
        <source>Limit down</source>
        <translation>下载限速</translation>
    </message>
    <message>
        <source>Limit up</source>
        <translation>上传限速</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Size of the files that were chosen</source>
        <translation>所选文件的大小</translation>
    </message>
    <message>
        <source>How fast it arrives</source>
        <translation>接收速度</translation>
    </message>
    <message>
        <source>How fast it is sent to others</source>
        <translation>发送给他人的速度</translation>
    </message>
    <message>
        <source>Peers connected, of those that are known</source>
        <translation>已连接的节点数 / 已知节点数</translation>
    </message>
    <message>
        <source>Received since Shoal started</source>
        <translation>Shoal 启动以来接收的数据量</translation>
    </message>
    <message>
        <source>Sent to others since Shoal started</source>
        <translation>Shoal 启动以来发送给他人的数据量</translation>
    </message>
    <message>
        <source>Sent, divided by received, since Shoal started</source>
        <translation>Shoal 启动以来发送量与接收量之比</translation>
    </message>
    <message>
        <source>Connected peers that have all of it</source>
        <translation>已连接且拥有完整内容的节点</translation>
    </message>
    <message>
        <source>Received and of no use, since Shoal started</source>
        <translation>Shoal 启动以来收到的无用数据</translation>
    </message>
    <message>
        <source>What the share is called on the command line</source>
        <translation>此分享在命令行中的名称</translation>
    </message>
    <message>
        <source>What the share is called in logs</source>
        <translation>此分享在日志中的名称</translation>
    </message>
    <message>
        <source>Ready to choose</source>
        <translation>待选择</translation>
    </message>
</context>
<context>
    <name>ShareJob</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>%1 of %2 read</source>
        <translation>已读取 %1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 read, %3, %4 left</source>
        <translation>已读取 %1 / %2，%3，剩余 %4</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Was shared before: the link is the same. %1, %2</source>
        <translation>之前已分享过：链接不变。%1，%2</translation>
    </message>
    <message>
        <source>Shared. %1, %2</source>
        <translation>已分享。%1，%2</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>它已不在原处。</translation>
    </message>
    <message>
        <source>Shoal may not read all of it.</source>
        <translation>Shoal 没有权限读取全部内容。</translation>
    </message>
    <message>
        <source>It was changed while it was read.</source>
        <translation>读取过程中内容被修改。</translation>
    </message>
    <message>
        <source>Shoal&apos;s engine went away.</source>
        <translation>与 Shoal 引擎的连接已断开。</translation>
    </message>
    <message>
        <source>There is no room for what Shoal must remember about it.</source>
        <translation>没有空间存放 Shoal 需要记录的信息。</translation>
    </message>
    <message numerus="yes">
        <source>Left out, because they are links or special files (%Ln):</source>
        <translation>
            <numerusform>已略过链接和特殊文件（%Ln 个）：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>以及其他 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Stopped: it is not shared</source>
        <translation>已停止：未分享</translation>
    </message>
    <message>
        <source>Look whether it was moved or a drive was taken out, and try again.</source>
        <translation>请检查它是否被移走、磁盘是否已拔出，然后重试。</translation>
    </message>
    <message>
        <source>Allow yourself to read every file in it, or take out those that you may not read.</source>
        <translation>请为自己开放其中所有文件的读取权限，或移除无权读取的文件，然后重试。</translation>
    </message>
    <message>
        <source>Wait until nothing writes to it any more, and try again.</source>
        <translation>请等到不再有程序写入后重试。</translation>
    </message>
    <message>
        <source>Rename it, and try again.</source>
        <translation>请改名后重试。</translation>
    </message>
    <message>
        <source>Try again when it is back.</source>
        <translation>请在恢复连接后重试。</translation>
    </message>
    <message>
        <source>Make room on the disk, and try again.</source>
        <translation>请腾出磁盘空间后重试。</translation>
    </message>
    <message>
        <source>The disk may be damaged or gone. Look at it, and try again.</source>
        <translation>磁盘可能已损坏或断开。请检查后重试。</translation>
    </message>
</context>
<context>
    <name>ShareWords</name>
    <message>
        <source>Disk full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Files missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>Folder missing</source>
        <translation>文件夹缺失</translation>
    </message>
    <message>
        <source>Data changed</source>
        <translation>数据已变</translation>
    </message>
    <message>
        <source>No access</source>
        <translation>无权访问</translation>
    </message>
    <message>
        <source>Disk error</source>
        <translation>磁盘错误</translation>
    </message>
    <message>
        <source>In the way</source>
        <translation>文件冲突</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>Nobody reached</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>The disk is full: make room, and it goes on by itself</source>
        <translation>磁盘已满：腾出空间后会自动继续</translation>
    </message>
    <message>
        <source>The files are not where they were: put them back, or share them again</source>
        <translation>文件不在原处：请放回原处，或重新分享</translation>
    </message>
    <message>
        <source>The folder is not there: put it back, or connect the disk it is on</source>
        <translation>文件夹不存在：请放回原处，或连接它所在的磁盘</translation>
    </message>
    <message>
        <source>The files are not what they were when you shared them: share them again</source>
        <translation>文件与分享时不同：请重新分享</translation>
    </message>
    <message>
        <source>The files here were changed: check them again to get the right ones</source>
        <translation>这里的文件已被修改：请重新校验以获取正确的内容</translation>
    </message>
    <message>
        <source>Shoal may not use the folder: allow it, or move the folder where it may</source>
        <translation>Shoal 无权使用此文件夹：请授予权限，或将它移到有权限的位置</translation>
    </message>
    <message>
        <source>The disk does not read or write as it should: see whether it is well connected</source>
        <translation>磁盘读写异常：请检查连接是否正常</translation>
    </message>
    <message>
        <source>Another file with the same name is in the way: move it somewhere else</source>
        <translation>有同名文件占用位置：请将它移到别处</translation>
    </message>
    <message>
        <source>What this link leads to is damaged: ask whoever gave it to you for a new one</source>
        <translation>此链接指向的内容已损坏：请向给您链接的人索取新链接</translation>
    </message>
    <message>
        <source>Nobody who has it could be reached; it is tried again</source>
        <translation>无法连接到拥有它的人；将再次尝试</translation>
    </message>
    <message>
        <source>Something went wrong; the log has more</source>
        <translation>出错了；详情请看日志</translation>
    </message>
    <message numerus="yes">
        <source>Getting it from %Ln peer(s)</source>
        <translation>
            <numerusform>正在从 %Ln 个节点获取</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Getting it from %Ln peer(s), %1 left</source>
        <translation>
            <numerusform>正在从 %Ln 个节点获取，剩余 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for somebody who has it</source>
        <translation>正在等待拥有它的人</translation>
    </message>
    <message numerus="yes">
        <source>Waiting for somebody who has it; %Ln peer(s) not reached yet</source>
        <translation>
            <numerusform>正在等待拥有它的人；%Ln 个节点尚未连上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharing with %Ln peer(s)</source>
        <translation>
            <numerusform>正在分享给 %Ln 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharing %1 of %2 files with %Ln peer(s)</source>
        <translation>
            <numerusform>正在将 %1 / %2 个文件分享给 %Ln 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>Shared, nobody is fetching now</source>
        <translation>已分享，目前无人获取</translation>
    </message>
    <message>
        <source>%1 of %2 files shared, nobody is fetching now</source>
        <translation>已分享 %1 / %2 个文件，目前无人获取</translation>
    </message>
    <message>
        <source>Paused before its files were known</source>
        <translation>已暂停，文件列表尚未获取</translation>
    </message>
    <message>
        <source>Paused: everything is here, nothing is shared</source>
        <translation>已暂停：内容已齐全，未在分享</translation>
    </message>
    <message>
        <source>Paused at %1</source>
        <translation>已暂停于 %1</translation>
    </message>
    <message>
        <source>Link %1</source>
        <translation>链接 %1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在开始</translation>
    </message>
    <message>
        <source>Ready to choose</source>
        <translation>待选择</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>Getting</source>
        <translation>正在获取</translation>
    </message>
    <message>
        <source>Nothing chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>正在分享</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>已分享</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>未运行</translation>
    </message>
    <message numerus="yes">
        <source>Asking %Ln peer(s) for the list of files</source>
        <translation>
            <numerusform>正在向 %Ln 个节点询问文件列表</numerusform>
        </translation>
    </message>
    <message>
        <source>The list of files is here: choose what to get, and where to</source>
        <translation>文件列表已就绪：请选择要获取的内容和保存位置</translation>
    </message>
    <message>
        <source>Checking what is already here: %1</source>
        <translation>正在校验已有内容：%1</translation>
    </message>
    <message numerus="yes">
        <source>Connected with %Ln peer(s), nothing arrives now</source>
        <translation>
            <numerusform>已连接 %Ln 个节点，目前没有收到数据</numerusform>
        </translation>
    </message>
    <message>
        <source>No files are chosen: choose some to get them</source>
        <translation>未选择文件：请选择要获取的文件</translation>
    </message>
    <message>
        <source>Files were changed since you shared them: share them again for a new link</source>
        <translation>分享后文件已被修改：请重新分享以生成新链接</translation>
    </message>
    <message>
        <source>Kept, but not running now</source>
        <translation>已保留，目前未运行</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1. %2.</source>
        <translation>%1。%2。</translation>
    </message>
    <message>
        <source>%1, %2, complete. %3.</source>
        <translation>%1，%2，完整。%3。</translation>
    </message>
    <message>
        <source>%1, %2 of %3 is here. %4.</source>
        <translation>%1，%3 中已有 %2。%4。</translation>
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
        <translation>关于 Shoal</translation>
    </message>
    <message>
        <source>Shoal %1</source>
        <translation>Shoal %1</translation>
    </message>
    <message>
        <source>Moves files between people and machines without a server in the middle. Every byte is checked before it is kept, every connection is encrypted, and nobody without the link gets in.</source>
        <translation>在人与机器之间传送文件，无需中间服务器。每个字节保存前都经过校验，每个连接都经过加密，没有链接的人无法进入。</translation>
    </message>
    <message>
        <source>Free software under the terms of the Apache License 2.0. Built with Qt %1, libsodium, libuv, SQLite, msgpack-c, utf8proc, fmt and libqrencode.</source>
        <translation>依据 Apache License 2.0 条款发布的自由软件。使用 Qt %1、libsodium、libuv、SQLite、msgpack-c、utf8proc、fmt 和 libqrencode 构建。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::AgeingTable</name>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1后</translation>
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
    <name>shoal::gui::AvailabilityBar</name>
    <message>
        <source>Parts that peers have</source>
        <translation>各节点拥有的分块</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message numerus="yes">
        <source>Every part is with at least %Ln peer(s)</source>
        <translation>
            <numerusform>每个分块至少有 %Ln 个节点拥有</numerusform>
        </translation>
    </message>
    <message>
        <source>Some parts are with no peer</source>
        <translation>部分分块没有节点拥有</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ChunkMapBar</name>
    <message>
        <source>Parts that are here</source>
        <translation>已有的分块</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln part(s) are whole</source>
        <translation>
            <numerusform>%Ln 个分块中有 %1 个完整</numerusform>
        </translation>
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
    <name>shoal::gui::ConnectionBanner</name>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Run it in this window</source>
        <translation>在此窗口中运行</translation>
    </message>
    <message>
        <source>Shares go on as long as this window is open.</source>
        <translation>只要此窗口开着，分享就会继续。</translation>
    </message>
    <message>
        <source>The daemon stopped, so nothing is sent or fetched. What you see is how it was then. This window goes on by itself as soon as the daemon is back.</source>
        <translation>后台服务已停止，因此不会发送或获取任何内容。您看到的是停止时的情况。后台服务恢复后，此窗口会自动继续。</translation>
    </message>
    <message>
        <source>Shoal cannot start: %1. It is tried again and again.</source>
        <translation>Shoal 无法启动：%1。正在不断重试。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::DetailsPane</name>
    <message>
        <source>Details of the share</source>
        <translation>分享详情</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
</context>
<context>
    <name>shoal::gui::DetailsTab</name>
    <message>
        <source>Choose a share to see more of it.</source>
        <translation>选择一个分享以查看详情。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::DiagnosisDialog</name>
    <message>
        <source>How others reach this computer</source>
        <translation>他人如何连接本机</translation>
    </message>
    <message>
        <source>Look &amp;again</source>
        <translation>重新检测(&amp;A)</translation>
    </message>
    <message>
        <source>It listens nowhere.</source>
        <translation>未在任何地址监听。</translation>
    </message>
    <message>
        <source>It listens on %1.</source>
        <translation>正在监听 %1。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::DownloadPlace</name>
    <message>
        <source>Start &amp;all the same</source>
        <translation>仍然开始(&amp;A)</translation>
    </message>
    <message>
        <source>Save &amp;in</source>
        <translation>保存到(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>选择(&amp;C)…</translation>
    </message>
    <message>
        <source>Folder to save in</source>
        <translation>保存到的文件夹</translation>
    </message>
    <message>
        <source>It needs %1, and %2 are free.</source>
        <translation>需要 %1，可用空间 %2。</translation>
    </message>
    <message>
        <source>Give a whole path, like %1.</source>
        <translation>请填写完整路径，例如 %1。</translation>
    </message>
    <message>
        <source>There is not enough room: it needs %1, and %2 are free.</source>
        <translation>空间不足：需要 %1，可用空间 %2。</translation>
    </message>
    <message>
        <source>Choose a folder to save in</source>
        <translation>选择保存到的文件夹</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>%1 are missing, less what is there already of it. Make room, choose fewer files or another folder; or start, if enough of it is there.</source>
        <translation>还缺 %1（其中已有的部分不计在内）。请腾出空间、减少所选文件或更换文件夹；如果已有的部分足够多，也可以直接开始。</translation>
    </message>
    <message>
        <source>%1 are missing. Make room, choose fewer files, or another folder.</source>
        <translation>还缺 %1。请腾出空间、减少所选文件或更换文件夹。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::DropOverlay</name>
    <message>
        <source>Drop to get</source>
        <translation>松开即可获取</translation>
    </message>
    <message>
        <source>Drop to share</source>
        <translation>松开即可分享</translation>
    </message>
    <message numerus="yes">
        <source>%Ln Shoal link(s)</source>
        <translation>
            <numerusform>%Ln 个 Shoal 链接</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) or folder(s), each with a link of its own</source>
        <translation>
            <numerusform>%Ln 个文件或文件夹，各有自己的链接</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::DropZone</name>
    <message>
        <source>Drop files or folders here</source>
        <translation>将文件或文件夹拖到这里</translation>
    </message>
    <message>
        <source>They stay where they are, and each becomes a share with a link of its own.</source>
        <translation>它们留在原处，每项成为一个分享，各有自己的链接。</translation>
    </message>
    <message>
        <source>Choose &amp;files…</source>
        <translation>选择文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Choose a f&amp;older…</source>
        <translation>选择文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Choose a folder to share</source>
        <translation>选择要分享的文件夹</translation>
    </message>
    <message>
        <source>Choose files to share</source>
        <translation>选择要分享的文件</translation>
    </message>
</context>
<context>
    <name>shoal::gui::EmptyList</name>
    <message>
        <source>There is no share here with “%1” in its name, folder or labels.</source>
        <translation>这里没有名称、文件夹或标签中含“%1”的分享。</translation>
    </message>
    <message>
        <source>No share has the label “%1”.</source>
        <translation>没有带标签“%1”的分享。</translation>
    </message>
    <message>
        <source>Nothing is being downloaded.</source>
        <translation>没有正在下载的内容。</translation>
    </message>
    <message>
        <source>Nothing is being shared now.</source>
        <translation>目前没有正在分享的内容。</translation>
    </message>
    <message>
        <source>Nothing is complete yet.</source>
        <translation>还没有完整的内容。</translation>
    </message>
    <message>
        <source>Nothing is paused.</source>
        <translation>没有已暂停的内容。</translation>
    </message>
    <message>
        <source>No share has a problem.</source>
        <translation>所有分享都没有问题。</translation>
    </message>
    <message>
        <source>&amp;Get from a link…</source>
        <translation>通过链接获取(&amp;G)…</translation>
    </message>
    <message>
        <source>Drop files or a folder here</source>
        <translation>将文件或文件夹拖到这里</translation>
    </message>
    <message>
        <source>Shoal makes a link of them.
Whoever has the link can fetch them while Shoal is running.
To get something from somebody else, paste their link.</source>
        <translation>Shoal 会为它们生成链接。
只要 Shoal 在运行，拥有链接的人就能获取它们。
要获取他人的内容，请粘贴对方的链接。</translation>
    </message>
    <message>
        <source>Nothing to show</source>
        <translation>没有可显示的内容</translation>
    </message>
    <message>
        <source>Share files or a f&amp;older…</source>
        <translation>分享文件或文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>Sho&amp;w all shares</source>
        <translation>显示所有分享(&amp;W)</translation>
    </message>
    <message>
        <source>This looks like a link. To get what it leads to, use “Get” in place of the search.</source>
        <translation>这看起来是一个链接。要获取其内容，请使用“获取”，而不是搜索。</translation>
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
    <name>shoal::gui::FileTree</name>
    <message>
        <source>Low</source>
        <comment>priority</comment>
        <translation>低</translation>
    </message>
    <message>
        <source>High</source>
        <comment>priority</comment>
        <translation>高</translation>
    </message>
    <message>
        <source>Normal</source>
        <comment>priority</comment>
        <translation>普通</translation>
    </message>
    <message>
        <source>Mixed</source>
        <comment>priority</comment>
        <translation>混合</translation>
    </message>
    <message>
        <source>%1, %2, chosen, %3 here</source>
        <translation>%1，%2，已选择，已有 %3</translation>
    </message>
    <message>
        <source>%1, %2, left out, %3 here</source>
        <translation>%1，%2，未选择，已有 %3</translation>
    </message>
    <message numerus="yes">
        <source>Folder %1, %2, %3 of %Ln file(s) chosen, %4 here</source>
        <translation>
            <numerusform>文件夹 %1，%2，%Ln 个文件中已选择 %3 个，已有 %4</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
</context>
<context>
    <name>shoal::gui::FileTreeView</name>
    <message>
        <source>Search files</source>
        <translation>搜索文件</translation>
    </message>
    <message>
        <source>Search files, or a pattern like *.jpg</source>
        <translation>搜索文件，或使用 *.jpg 这样的通配符</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message numerus="yes">
        <source>Choose %Ln found</source>
        <translation>
            <numerusform>选择找到的 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>全选</translation>
    </message>
    <message numerus="yes">
        <source>Leave out %Ln found</source>
        <translation>
            <numerusform>不选找到的 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>No file fits the search.</source>
        <translation>没有符合搜索的文件。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln file(s) chosen</source>
        <translation>
            <numerusform>%Ln 个文件中已选择 %1 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <comment>files, bytes of bytes</comment>
        <translation>%1，%2 / %3</translation>
    </message>
</context>
<context>
    <name>shoal::gui::FilesTab</name>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Open the &amp;folder it is in</source>
        <translation>打开所在文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>选择(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>不选(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;High priority</source>
        <translation>高优先级(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Normal priority</source>
        <translation>普通优先级(&amp;N)</translation>
    </message>
    <message>
        <source>Lo&amp;w priority</source>
        <translation>低优先级(&amp;W)</translation>
    </message>
    <message>
        <source>Fetch &amp;earlier</source>
        <translation>提前获取(&amp;E)</translation>
    </message>
    <message>
        <source>Fetch la&amp;ter</source>
        <translation>推后获取(&amp;T)</translation>
    </message>
    <message>
        <source>The list of files is on its way.</source>
        <translation>正在获取文件列表。</translation>
    </message>
    <message>
        <source>The list of files is not here yet.</source>
        <translation>文件列表尚未就绪。</translation>
    </message>
    <message>
        <source>At least one file must stay chosen. Pause or remove the share if you want none of it.</source>
        <translation>至少要选择一个文件。如果都不需要，请暂停或移除此分享。</translation>
    </message>
    <message>
        <source>That was not possible: %1</source>
        <translation>操作失败：%1</translation>
    </message>
    <message>
        <source>This file is not complete yet.</source>
        <translation>此文件尚不完整。</translation>
    </message>
    <message>
        <source>The file is not there any more.</source>
        <translation>文件已不存在。</translation>
    </message>
    <message>
        <source>The folder is not there.</source>
        <translation>文件夹不存在。</translation>
    </message>
    <message>
        <source>Leave out files</source>
        <translation>不选文件</translation>
    </message>
    <message>
        <source>Throw away %1 that have arrived?</source>
        <translation>要丢弃已获取的 %1 吗？</translation>
    </message>
    <message>
        <source>What is here of files that are not complete is deleted when they are left out. Complete files stay where they are.</source>
        <translation>不选尚未完整的文件时，其已获取的部分会被删除。已完整的文件会保留在原处。</translation>
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
        <translation>在后台保持分享可用，即使关闭此窗口。</translation>
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
    <name>shoal::gui::GetDialog</name>
    <message>
        <source>&amp;Replace what is there</source>
        <translation>替换已有文件(&amp;R)</translation>
    </message>
    <message>
        <source>Do &amp;not get it</source>
        <translation>不获取(&amp;N)</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>&amp;Link that somebody sent you</source>
        <translation>他人发给您的链接(&amp;L)</translation>
    </message>
    <message>
        <source>Link that somebody sent you</source>
        <translation>他人发给您的链接</translation>
    </message>
    <message>
        <source>shoal:… or magnet:?xt=urn:shoal:…</source>
        <translation>shoal:… 或 magnet:?xt=urn:shoal:…</translation>
    </message>
    <message>
        <source>Looking for peers</source>
        <translation>正在寻找节点</translation>
    </message>
    <message>
        <source>You can close this window: Shoal goes on looking, and the share waits in your list.</source>
        <translation>可以关闭此窗口：Shoal 会继续寻找，此分享保留在列表中等待。</translation>
    </message>
    <message>
        <source>Get what somebody shares</source>
        <translation>获取他人的分享</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Looking for somebody who has it</source>
        <translation>正在寻找拥有它的人</translation>
    </message>
    <message>
        <source>Looking for somebody who has “%1”</source>
        <translation>正在寻找拥有“%1”的人</translation>
    </message>
    <message>
        <source>Link %1 of %2</source>
        <translation>第 %1 个链接，共 %2 个</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>稍后(&amp;L)</translation>
    </message>
    <message>
        <source>Go on in the &amp;background</source>
        <translation>在后台继续(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s), one after the other</source>
        <translation>
            <numerusform>%Ln 个链接，逐个处理</numerusform>
        </translation>
    </message>
    <message>
        <source>You have this already: “%1”.</source>
        <translation>您已有此内容：“%1”。</translation>
    </message>
    <message>
        <source>Go on shows it in your list.</source>
        <translation>点击“继续”可在列表中查看。</translation>
    </message>
    <message>
        <source>This is a good link.</source>
        <translation>链接有效。</translation>
    </message>
    <message>
        <source>“%1”, as the link says</source>
        <translation>“%1”（据链接所述）</translation>
    </message>
    <message>
        <source>“%1”, %2, as the link says</source>
        <translation>“%1”，%2（据链接所述）</translation>
    </message>
    <message>
        <source>Shoal&apos;s engine does not answer now.</source>
        <translation>Shoal 引擎目前没有响应。</translation>
    </message>
    <message>
        <source>Looking goes on when it is back.</source>
        <translation>恢复连接后会继续寻找。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>There are files with the same names but other content in this folder.</source>
        <translation>此文件夹中有同名但内容不同的文件。</translation>
    </message>
    <message>
        <source>Choose another folder, or replace them: what is in them now is lost then.</source>
        <translation>请选择其他文件夹，或替换这些文件：其现有内容将会丢失。</translation>
    </message>
    <message>
        <source>Shoal may not write to this folder.</source>
        <translation>Shoal 无权写入此文件夹。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Make room, or choose another folder.</source>
        <translation>请腾出空间，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>This share was removed meanwhile.</source>
        <translation>此分享在此期间已被移除。</translation>
    </message>
    <message>
        <source>Give its link again.</source>
        <translation>请重新输入链接。</translation>
    </message>
    <message>
        <source>Start again when it is back.</source>
        <translation>请在恢复连接后重新开始。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::KnownTable</name>
    <message>
        <source>Linked, or being called now</source>
        <translation>已连接或正在连接</translation>
    </message>
    <message>
        <source>Left alone: wrong data came from there</source>
        <translation>已屏蔽：曾发来错误数据</translation>
    </message>
    <message numerus="yes">
        <source>Did not answer %Ln time(s); next try %1</source>
        <translation>
            <numerusform>%Ln 次没有响应；下次尝试：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Was linked %1; next try %2</source>
        <translation>上次连接：%1；下次尝试：%2</translation>
    </message>
    <message>
        <source>Waits for its turn; next try %1</source>
        <translation>排队中；下次尝试：%1</translation>
    </message>
    <message>
        <source>%1, heard of from: %2. %3.</source>
        <comment>address, source, state</comment>
        <translation>%1，来源：%2。%3。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Heard of from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>shoal::gui::LabelDialog</name>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Labels of “%1”</source>
        <translation>“%1”的标签</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>The space bar gives a label or takes it off.</source>
        <translation>按空格键添加或取消标签。</translation>
    </message>
    <message>
        <source>Family, work, …</source>
        <translation>家庭、工作…</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>新标签</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;New label</source>
        <translation>新标签(&amp;N)</translation>
    </message>
    <message>
        <source>Only you see them. They sort your list, and change nothing for others.</source>
        <translation>仅您可见。标签用来整理您的列表，不影响他人。</translation>
    </message>
    <message>
        <source>This cannot be a label.</source>
        <translation>不能用作标签。</translation>
    </message>
    <message>
        <source>A label is short, on one line, and without commas.</source>
        <translation>标签要简短，只占一行，不含逗号。</translation>
    </message>
    <message>
        <source>A share can have %1 labels, and not more.</source>
        <translation>一个分享最多有 %1 个标签。</translation>
    </message>
    <message>
        <source>Shoal&apos;s engine does not answer now.</source>
        <translation>Shoal 引擎目前没有响应。</translation>
    </message>
    <message>
        <source>Save again when it is back.</source>
        <translation>请在恢复连接后重新保存。</translation>
    </message>
    <message numerus="yes">
        <source>Labels of %Ln share(s)</source>
        <translation>
            <numerusform>%Ln 个分享的标签</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::gui::LimitDialog</name>
    <message>
        <source>Limit &amp;download to</source>
        <translation>下载限速(&amp;D)</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Limit &amp;upload to</source>
        <translation>上传限速(&amp;U)</translation>
    </message>
    <message>
        <source>Upload</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>Speed limits</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>Speed of everything together</source>
        <translation>总速度</translation>
    </message>
    <message>
        <source>Speed of “%1”</source>
        <translation>“%1”的速度</translation>
    </message>
    <message numerus="yes">
        <source>Speed of each of %Ln share(s)</source>
        <translation>
            <numerusform>%Ln 个分享各自的速度</numerusform>
        </translation>
    </message>
    <message>
        <source>Holds until Shoal&apos;s engine ends. Limits that stay are in the settings.</source>
        <translation>在 Shoal 引擎结束前有效。长期限速请在设置中填写。</translation>
    </message>
    <message>
        <source>Shoal remembers it. The limit of everything together holds as well.</source>
        <translation>Shoal 会记住此限速。总限速同时有效。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Shoal&apos;s engine does not answer now.</source>
        <translation>Shoal 引擎目前没有响应。</translation>
    </message>
    <message>
        <source>Set it again when it is back.</source>
        <translation>请在恢复连接后重新设置。</translation>
    </message>
    <message>
        <source>This share is not there any more.</source>
        <translation>此分享已不存在。</translation>
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
    <name>shoal::gui::LinkCard</name>
    <message>
        <source>&amp;Copy link</source>
        <translation>复制链接(&amp;C)</translation>
    </message>
    <message>
        <source>Copy command for the &amp;terminal</source>
        <translation>复制终端命令(&amp;T)</translation>
    </message>
    <message>
        <source>Save &amp;QR code…</source>
        <translation>保存二维码(&amp;Q)…</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>Whoever has this link can get the files.</source>
        <translation>拥有此链接的人都能获取这些文件。</translation>
    </message>
    <message>
        <source>For a computer without a screen: “shoal get” and the link</source>
        <translation>用于没有屏幕的电脑：“shoal get”加上链接</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Keep Shoal running: others fetch from this computer until they have it all.</source>
        <translation>请让 Shoal 保持运行：在他人获取完整之前，都要从本机获取。</translation>
    </message>
    <message>
        <source>Whoever has the link can get the files. Send it only to people who should have them.</source>
        <translation>拥有链接的人都能获取这些文件。请只发给应当拥有它们的人。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Command copied</source>
        <translation>命令已复制</translation>
    </message>
    <message>
        <source>Save the QR code</source>
        <translation>保存二维码</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>QR code of %1.png</source>
        <translation>%1 的二维码.png</translation>
    </message>
    <message>
        <source>The QR code is saved as %1.</source>
        <translation>二维码已保存为 %1。</translation>
    </message>
    <message>
        <source>It holds the link: whoever sees it can get the files.</source>
        <translation>其中包含链接：看到的人都能获取这些文件。</translation>
    </message>
    <message>
        <source>The QR code could not be saved as %1.</source>
        <translation>二维码无法保存为 %1。</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>请选择有写入权限的文件夹。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::LinkDialog</name>
    <message>
        <source>Asking for the link…</source>
        <translation>正在查询链接…</translation>
    </message>
    <message>
        <source>Link to %1</source>
        <translation>%1 的链接</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>Shoal&apos;s engine does not answer now.</source>
        <translation>Shoal 引擎目前没有响应。</translation>
    </message>
    <message>
        <source>The link is shown as soon as it is back.</source>
        <translation>恢复连接后会显示链接。</translation>
    </message>
    <message>
        <source>This share is not there any more.</source>
        <translation>此分享已不存在。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::LogTab</name>
    <message>
        <source>What happened to this share</source>
        <translation>此分享的经过</translation>
    </message>
    <message>
        <source>Nothing happened to this share since this window was opened.</source>
        <translation>此窗口打开以来，此分享没有任何变化。</translation>
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
    <name>shoal::gui::MainWindow</name>
    <message>
        <source>Shoal</source>
        <translation>Shoal</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search in the list</source>
        <translation>在列表中搜索</translation>
    </message>
    <message numerus="yes">
        <source>%Ln link(s) copied. Whoever has a link can read the share.</source>
        <translation>
            <numerusform>已复制 %Ln 个链接。拥有链接的人都能读取分享的内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no link and no file to take.</source>
        <translation>没有可用的链接或文件。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message numerus="yes">
        <source>Quit and stop %Ln transfer(s)?</source>
        <translation>
            <numerusform>要退出并停止 %Ln 个传输吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>This desktop has no tray where Shoal could stay. It goes on as long as its window is there, also minimised.</source>
        <translation>此桌面没有可供 Shoal 驻留的系统托盘。只要窗口还在（包括最小化），它就会继续运行。</translation>
    </message>
    <message>
        <source>&amp;Keep running</source>
        <translation>继续运行(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
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
    <name>shoal::gui::OfferBar</name>
    <message>
        <source>Get it</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>There is a link of Shoal on the clipboard.</source>
        <translation>剪贴板中有一个 Shoal 链接。</translation>
    </message>
    <message>
        <source>There is a link to “%1” on the clipboard.</source>
        <translation>剪贴板中有“%1”的链接。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::OverviewTab</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Down %1, up %2</source>
        <translation>下载 %1，上传 %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 in %Ln file(s)</source>
        <translation>
            <numerusform>%1，%Ln 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, of which %2 in %Ln file(s) are wanted</source>
        <translation>
            <numerusform>%1，其中已选择 %Ln 个文件，%2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 linked, %2 of them complete, %3 known</source>
        <translation>已连接 %1 个，其中完整的 %2 个，已知 %3 个</translation>
    </message>
    <message>
        <source>Get &amp;link</source>
        <translation>获取链接(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>Lies in</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加时间</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>分享率</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限速</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标识</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln part(s) are here and verified</source>
        <translation>
            <numerusform>%Ln 个分块中 %1 个已有且通过校验</numerusform>
        </translation>
    </message>
    <message>
        <source>No peer is linked</source>
        <translation>没有已连接的节点</translation>
    </message>
    <message numerus="yes">
        <source>%1 copies with %Ln peer(s)</source>
        <translation>
            <numerusform>%Ln 个节点共有 %1 份副本</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not chosen yet</source>
        <translation>尚未选择</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>bytes, percent</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>nothing was received</source>
        <translation>未接收过数据</translation>
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
    <name>shoal::gui::PeerSearch</name>
    <message>
        <source>Everywhere (DHT)</source>
        <translation>全网（DHT）</translation>
    </message>
    <message>
        <source>This network</source>
        <translation>本网络</translation>
    </message>
    <message>
        <source>Named by peers</source>
        <translation>其他节点告知</translation>
    </message>
    <message>
        <source>Named by the link</source>
        <translation>链接中指定</translation>
    </message>
    <message>
        <source>%1: is switched off</source>
        <translation>%1：已关闭</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>place, problem</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>尚未找到</translation>
    </message>
    <message numerus="yes">
        <source>%Ln found</source>
        <translation>
            <numerusform>找到 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>place, how many</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2, asked %3 ago</source>
        <comment>place, how many, how long</comment>
        <translation>%1：%2，%3前询问过</translation>
    </message>
    <message numerus="yes">
        <source>Linked to %Ln peer(s): fetching the list of files. %1 so far.</source>
        <translation>
            <numerusform>已连接 %Ln 个节点：正在获取文件列表，已用时 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Asking for somebody who has it: %1 so far.</source>
        <translation>正在询问谁拥有它：已用时 %1。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::PeerTable</name>
    <message>
        <source>Nearby</source>
        <translation>附近</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>远处</translation>
    </message>
    <message>
        <source>It came to you</source>
        <translation>对方连入</translation>
    </message>
    <message>
        <source>You went to it</source>
        <translation>本机连出</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Peer %1 nearby has %2; from it %3, to it %4</source>
        <translation>附近的节点 %1 拥有：%2；从它接收：%3；向它发送：%4</translation>
    </message>
    <message>
        <source>Peer %1 away has %2; from it %3, to it %4</source>
        <translation>远处的节点 %1 拥有：%2；从它接收：%3；向它发送：%4</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Has</source>
        <translation>拥有</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上传</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
</context>
<context>
    <name>shoal::gui::PeersTab</name>
    <message>
        <source>Linked peers</source>
        <translation>已连接的节点</translation>
    </message>
    <message>
        <source>%1, %2 nearby</source>
        <comment>peers, number</comment>
        <translation>%1，附近 %2 个</translation>
    </message>
    <message numerus="yes">
        <source>%Ln peer(s)</source>
        <translation>
            <numerusform>%Ln 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>No peer is linked now.</source>
        <translation>目前没有已连接的节点。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::QrPicture</name>
    <message>
        <source>QR code of the link to %1</source>
        <translation>%1 链接的二维码</translation>
    </message>
    <message>
        <source>The camera of a phone reads the link from it.</source>
        <translation>可用手机相机扫描读取链接。</translation>
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
        <translation>%1：数值</translation>
    </message>
    <message>
        <source>%1: unit</source>
        <translation>%1：单位</translation>
    </message>
</context>
<context>
    <name>shoal::gui::RemoveDialog</name>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>移除“%1”？</translation>
    </message>
    <message numerus="yes">
        <source>Remove %Ln share(s)?</source>
        <translation>
            <numerusform>移除 %Ln 个分享？</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer stops sharing it. Others who have it all keep it, and the link works while one of them is online.</source>
        <translation>本机将停止分享。拥有完整内容的其他人仍会保留，只要其中有人在线，链接就有效。</translation>
    </message>
    <message>
        <source>&amp;Keep the files</source>
        <translation>保留文件(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Delete the files too</source>
        <translation>同时删除文件(&amp;D)</translation>
    </message>
    <message>
        <source>Files that are complete stay in %1.</source>
        <translation>完整的文件保留在 %1 中。</translation>
    </message>
    <message>
        <source>Files that are complete stay where they are.</source>
        <translation>完整的文件留在原处。</translation>
    </message>
    <message>
        <source>%1 stay in %2.</source>
        <translation>%1 的文件保留在 %2 中。</translation>
    </message>
    <message>
        <source>%1 stay where they are.</source>
        <translation>%1 的文件留在原处。</translation>
    </message>
    <message>
        <source>%1 in %2 go for good, and not to the trash. Files that were changed since stay.</source>
        <translation>%2 中 %1 的文件将被永久删除，不会移到回收站。此后被修改过的文件会保留。</translation>
    </message>
    <message>
        <source>%1 go for good, and not to the trash. Files that were changed since stay.</source>
        <translation>%1 的文件将被永久删除，不会移到回收站。此后被修改过的文件会保留。</translation>
    </message>
    <message>
        <source>Remove and de&amp;lete files</source>
        <translation>移除并删除文件(&amp;L)</translation>
    </message>
    <message>
        <source>These are the files that you shared, not copies of them.</source>
        <translation>这些就是您分享的文件本身，不是副本。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of these share(s) hold the files that you shared, not copies of them.</source>
        <translation>
            <numerusform>其中 %Ln 个分享包含您分享的文件本身，不是副本。</numerusform>
        </translation>
    </message>
    <message>
        <source>Files that are not finished yet are thrown away.</source>
        <translation>未完成的文件将被丢弃。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%Ln share(s) could not be removed.</source>
        <translation>
            <numerusform>%Ln 个分享无法移除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>以及其他 %Ln 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) stay, because they are not as Shoal knew them.</source>
        <translation>
            <numerusform>%Ln 个文件已保留，因为它们与 Shoal 的记录不符。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete them yourself if you do not need them.</source>
        <translation>如果不需要，请自行删除。</translation>
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
        <translation>登录后分享即在后台保持可用。</translation>
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
    <name>shoal::gui::ShareCommands</name>
    <message>
        <source>Pausing failed: %1</source>
        <translation>暂停失败：%1</translation>
    </message>
    <message>
        <source>Resuming failed: %1</source>
        <translation>继续失败：%1</translation>
    </message>
    <message>
        <source>Checking the files failed: %1</source>
        <translation>校验文件失败：%1</translation>
    </message>
    <message>
        <source>No link: %1</source>
        <translation>没有链接：%1</translation>
    </message>
    <message>
        <source>The folder %1 is not there.</source>
        <translation>文件夹 %1 不存在。</translation>
    </message>
    <message>
        <source>No file manager opened %1.</source>
        <translation>没有文件管理器能打开 %1。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareDialog</name>
    <message>
        <source>%1 (folder in %2)</source>
        <translation>%1（文件夹，位于 %2）</translation>
    </message>
    <message>
        <source>%1 (%2, in %3)</source>
        <translation>%1（%2，位于 %3）</translation>
    </message>
    <message>
        <source>&amp;Start sharing</source>
        <translation>开始分享(&amp;S)</translation>
    </message>
    <message>
        <source>Copy &amp;all links</source>
        <translation>复制所有链接(&amp;A)</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>分享</translation>
    </message>
    <message>
        <source>Files and folders to share</source>
        <translation>要分享的文件和文件夹</translation>
    </message>
    <message>
        <source>The Delete key takes the chosen ones off the list.</source>
        <translation>按 Delete 键将所选项移出列表。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) or folder(s) could not be shared.</source>
        <translation>
            <numerusform>%Ln 个文件或文件夹无法分享。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln share(s) are ready: their links can be copied now.</source>
        <translation>
            <numerusform>%Ln 个分享已就绪：现在可以复制链接。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on in the &amp;background</source>
        <translation>在后台继续(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完成(&amp;D)</translation>
    </message>
    <message>
        <source>Reading, so that every byte can be checked</source>
        <translation>正在读取，以便校验每个字节</translation>
    </message>
    <message>
        <source>Not all of it could be shared</source>
        <translation>部分内容无法分享</translation>
    </message>
    <message>
        <source>This could not be shared</source>
        <translation>无法分享</translation>
    </message>
    <message>
        <source>Nothing was shared</source>
        <translation>没有分享任何内容</translation>
    </message>
    <message>
        <source>These are shared now</source>
        <translation>这些内容已分享</translation>
    </message>
    <message>
        <source>It is shared now</source>
        <translation>已分享</translation>
    </message>
    <message>
        <source>You can close this window: Shoal goes on reading in the background. Stop ends it, and nothing of it is shared.</source>
        <translation>可以关闭此窗口：Shoal 会在后台继续读取。点击“停止”则中止读取，不分享其中任何内容。</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>停止(&amp;P)</translation>
    </message>
    <message>
        <source>Sto&amp;p all</source>
        <translation>全部停止(&amp;P)</translation>
    </message>
    <message>
        <source>There is nothing at:</source>
        <translation>以下位置没有内容：</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareHeader</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Move to the left</source>
        <translation>左移</translation>
    </message>
    <message>
        <source>Move to the right</source>
        <translation>右移</translation>
    </message>
    <message>
        <source>Hide “%1”</source>
        <translation>隐藏“%1”</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareJobRow</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Show the link</source>
        <translation>显示链接</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareJournal</name>
    <message>
        <source>Looking for somebody who has the list of files.</source>
        <translation>正在寻找拥有文件列表的人。</translation>
    </message>
    <message numerus="yes">
        <source>The list of files is here: %Ln file(s), %1.</source>
        <translation>
            <numerusform>文件列表已就绪：%Ln 个文件，%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Comparing the files that are already there.</source>
        <translation>正在比对已有的文件。</translation>
    </message>
    <message>
        <source>Fetching what is missing.</source>
        <translation>正在获取缺少的内容。</translation>
    </message>
    <message>
        <source>Sharing: everything that is wanted is here and verified.</source>
        <translation>正在分享：所选内容已齐全，已通过校验。</translation>
    </message>
    <message>
        <source>Held up: %1</source>
        <translation>遇到问题：%1</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>已暂停。</translation>
    </message>
    <message>
        <source>Not running.</source>
        <translation>未运行。</translation>
    </message>
    <message>
        <source>Its rates are not limited any more.</source>
        <translation>已取消限速。</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Its rates are limited: down %1, up %2.</source>
        <translation>已限速：下载 %1，上传 %2。</translation>
    </message>
    <message numerus="yes">
        <source>Linked with %Ln peer(s).</source>
        <translation>
            <numerusform>已连接 %Ln 个节点。</numerusform>
        </translation>
    </message>
    <message>
        <source>No peer is linked any more.</source>
        <translation>不再有已连接的节点。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln file(s) are wanted.</source>
        <translation>
            <numerusform>%Ln 个文件中已选择 %1 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>The first data arrived.</source>
        <translation>收到首批数据。</translation>
    </message>
    <message>
        <source>Complete: every byte is verified and safely on the disk.</source>
        <translation>已完整：每个字节都已通过校验并安全写入磁盘。</translation>
    </message>
    <message>
        <source>The file &quot;%1&quot; was changed. The changed parts are not offered any more.</source>
        <translation>文件“%1”已被修改，修改的分块不再提供。</translation>
    </message>
    <message>
        <source>The peer %1 sent wrong data and is left alone for %2.</source>
        <translation>节点 %1 发来错误数据，将屏蔽 %2。</translation>
    </message>
    <message>
        <source>The connection to Shoal&apos;s engine is back.</source>
        <translation>与 Shoal 引擎的连接已恢复。</translation>
    </message>
    <message>
        <source>The connection to Shoal&apos;s engine was lost.</source>
        <translation>与 Shoal 引擎的连接已断开。</translation>
    </message>
</context>
<context>
    <name>shoal::gui::ShareListView</name>
    <message>
        <source>Newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最早在前</translation>
    </message>
    <message>
        <source>Name, backwards</source>
        <translation>名称（倒序）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Fastest down</source>
        <translation>下载最快</translation>
    </message>
    <message>
        <source>Fastest up</source>
        <translation>上传最快</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>最大在前</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>最小在前</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>分享</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
    <message numerus="yes">
        <source>%Ln share(s)</source>
        <translation>
            <numerusform>%Ln 个分享</numerusform>
        </translation>
    </message>
    <message>
        <source>Sorted by: %1</source>
        <translation>排序方式：%1</translation>
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
        <translation>%1：无</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
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
    <name>shoal::gui::ShareOptionsForm</name>
    <message>
        <source>&amp;More options</source>
        <translation>更多选项(&amp;M)</translation>
    </message>
    <message>
        <source>Receivers can read it</source>
        <translation>接收者可以看到</translation>
    </message>
    <message>
        <source>Only you see them; with commas between</source>
        <translation>仅您可见；用半角逗号 , 分隔</translation>
    </message>
    <message>
        <source>Useful to share one thing from several computers. But then whoever has the very same files can work out the link, and see that you share them.</source>
        <translation>便于从多台电脑分享同一内容。但拥有相同文件的人因此能推算出链接，并得知您在分享这些文件。</translation>
    </message>
    <message>
        <source>&amp;Comment</source>
        <translation>备注(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>标签(&amp;L)</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>One of these labels cannot be used.</source>
        <translation>其中有标签不能使用。</translation>
    </message>
    <message>
        <source>A label has at most %1 letters, and a share at most %2 labels.</source>
        <translation>一个标签最多 %1 字节，一个分享最多 %2 个标签。</translation>
    </message>
    <message>
        <source>Same content gives the same li&amp;nk</source>
        <translation>相同内容生成相同链接(&amp;N)</translation>
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
        <translation>全部</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>正在分享</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>This network</source>
        <translation>本网络</translation>
    </message>
    <message>
        <source>What to show</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln share(s)</source>
        <translation>
            <numerusform>%1，%Ln 个分享</numerusform>
        </translation>
    </message>
    <message>
        <source>Not looked for</source>
        <translation>未寻找</translation>
    </message>
    <message>
        <source>Nobody found yet</source>
        <translation>尚未找到</translation>
    </message>
    <message numerus="yes">
        <source>%Ln peer(s) found</source>
        <translation>
            <numerusform>找到 %Ln 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>This network: %1</source>
        <translation>本网络：%1</translation>
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
        <translation>本网络</translation>
    </message>
    <message>
        <source>Other peers</source>
        <translation>其他节点</translation>
    </message>
    <message>
        <source>Given by hand</source>
        <translation>手动指定</translation>
    </message>
    <message>
        <source>The link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>It came to you</source>
        <translation>对方连入</translation>
    </message>
    <message>
        <source>A directory that all nodes of the world keep together</source>
        <translation>由全球节点共同维护的目录</translation>
    </message>
    <message>
        <source>Devices nearby that tell of themselves</source>
        <translation>附近主动告知自己的设备</translation>
    </message>
    <message>
        <source>Linked peers name others that they know</source>
        <translation>已连接的节点告知其已知的其他节点</translation>
    </message>
    <message>
        <source>Addresses that you or the link named</source>
        <translation>由您或链接指定的地址</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>%1 is off</source>
        <translation>%1 已关闭</translation>
    </message>
    <message>
        <source>%1: %2 found, %3 linked, last asked %4 %5</source>
        <comment>source, number, number, when, problem</comment>
        <translation>%1：找到 %2 个，已连接 %3 个，上次询问：%4 %5</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Last asked</source>
        <translation>上次询问</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下次询问</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SourcesTab</name>
    <message>
        <source>Sources of peers</source>
        <translation>节点来源</translation>
    </message>
    <message>
        <source>Known addresses</source>
        <translation>已知地址</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SpeedGraph</name>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Speed graph</source>
        <translation>速度曲线图</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>Down %1</source>
        <translation>下载 %1</translation>
    </message>
    <message>
        <source>Up %1</source>
        <translation>上传 %1</translation>
    </message>
    <message>
        <source>Nothing was measured yet</source>
        <translation>尚无测量数据</translation>
    </message>
    <message>
        <source>%1: down %2, up %3</source>
        <translation>%1：下载 %2，上传 %3</translation>
    </message>
</context>
<context>
    <name>shoal::gui::SpeedTab</name>
    <message>
        <source>&amp;All shares together</source>
        <translation>所有分享合计(&amp;A)</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 分钟</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>Show the last %1</source>
        <translation>显示最近 %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Down %1</source>
        <translation>下载 %1</translation>
    </message>
    <message>
        <source>Up %1</source>
        <translation>上传 %1</translation>
    </message>
</context>
<context>
    <name>shoal::gui::StatusLine</name>
    <message>
        <source>%1 of %2</source>
        <comment>a rate and its limit</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Limit the rates</source>
        <translation>设置限速</translation>
    </message>
    <message>
        <source>Daemon</source>
        <translation>后台服务</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>此窗口</translation>
    </message>
    <message>
        <source>The daemon shares and fetches, also when this window is closed.</source>
        <translation>后台服务负责分享和获取，关闭此窗口后也会继续。</translation>
    </message>
    <message>
        <source>Shares go on as long as this window is open.</source>
        <translation>只要此窗口开着，分享就会继续。</translation>
    </message>
    <message>
        <source>Looking how others reach this computer …</source>
        <translation>正在检测他人如何连接本机…</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Other computers that help to find who has a share</source>
        <translation>协助查找谁拥有某个分享的其他电脑</translation>
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
        <translation>正在获取 %1，正在发送 %2。设置限速。</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>可用 %1</translation>
    </message>
    <message>
        <source>Free space for downloads, in %1</source>
        <translation>下载可用空间，位于 %1</translation>
    </message>
    <message numerus="yes">
        <source>DHT: %Ln node(s)</source>
        <translation>
            <numerusform>DHT：%Ln 个节点</numerusform>
        </translation>
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
        <translation>分享(&amp;S)…</translation>
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
<context>
    <name>shoal::gui::WindowActions</name>
    <message>
        <source>&amp;Share files or folders …</source>
        <translation>分享文件或文件夹(&amp;S)…</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>分享</translation>
    </message>
    <message>
        <source>&amp;Get from a link …</source>
        <translation>通过链接获取(&amp;G)…</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>&amp;Paste a link or files</source>
        <translation>粘贴链接或文件(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>P&amp;ause all</source>
        <translation>全部暂停(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Resume all</source>
        <translation>全部继续(&amp;R)</translation>
    </message>
    <message>
        <source>Se&amp;ttings</source>
        <translation>设置(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;How others reach this computer</source>
        <translation>他人如何连接本机(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;About Shoal</source>
        <translation>关于 Shoal(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Close the window</source>
        <translation>关闭窗口(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>表格(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Comfortable rows</source>
        <translation>宽松列表(&amp;C)</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>跟随桌面(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>D&amp;ark</source>
        <translation>深色(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>详情(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>概览(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Files</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Peers</source>
        <translation>节点(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Sources</source>
        <translation>来源(&amp;S)</translation>
    </message>
    <message>
        <source>Spee&amp;d</source>
        <translation>速度(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>日志(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Copy the link</source>
        <translation>复制链接(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Show the link and QR code</source>
        <translation>显示链接和二维码(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Open the folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>C&amp;heck the files again</source>
        <translation>重新校验文件(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Labels …</source>
        <translation>标签(&amp;L)…</translation>
    </message>
    <message>
        <source>L&amp;imit its rate …</source>
        <translation>限速(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Remove …</source>
        <translation>移除(&amp;R)…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove with its &amp;files …</source>
        <translation>连同文件一起移除(&amp;F)…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Share</source>
        <translation>分享(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Details &amp;of</source>
        <translation>详情页(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>外观(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Col&amp;umns</source>
        <translation>列(&amp;U)</translation>
    </message>
    <message>
        <source>R&amp;esume</source>
        <translation>继续(&amp;E)</translation>
    </message>
</context>
<context>
    <name>shoal::gui::WindowDialogs</name>
    <message numerus="yes">
        <source>Reading %Ln item(s) goes on in the background.</source>
        <translation>
            <numerusform>正在后台继续读取 %Ln 项。</numerusform>
        </translation>
    </message>
</context>
</TS>
