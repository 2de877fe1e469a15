#include "cli/link_command.h"

#include <unistd.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/qr_code.h"
#include "cli/share_lookup.h"
#include "core/names.h"

namespace shoal::cli {

namespace {

/// Also a secret: whoever has it may read the file.
ExitCode tell_stream_url(EngineHost& host, const CommandLine& line, const ShareView& share, const std::string& path,
                         Console& console) {
    const auto stream = host.ask(GetStreamUrl{share.tag, path, 0});
    if (!stream) return console.report(stream.error());
    if (console.json) {
        JsonLine json{"stream"};
        json.text("tag", share.tag).text("path", path);
        if (line.has("with-secrets")) json.text("url", stream->url);
        console.out.line(json.str());
    } else {
        console.out.line(printable(stream->url));
    }
    return console.end();
}

}  // namespace

ExitCode run_link(const CommandLine& line, const Environment& environment, Console& console) {
    auto host = EngineHost::manage(line, environment, console);
    if (!host) return console.report(host.error());
    const auto share = find_share(**host, line.operand("SHARE").value_or(""));
    if (!share) return console.report(share.error());
    if (const auto path = line.value("http")) return tell_stream_url(**host, line, *share, *path, console);
    const auto links = (*host)->ask(GetLink{share->tag, line.values("select")});
    if (!links) return console.report(links.error());
    if (!console.json) {
        const auto code = line.has("qr") ? qr_code_of_link(links->short_link) : Result<QrCode>{};
        if (!code) return console.report(code.error());
        if (code->width > 0) console.out.lines(draw_qr_code(*code, Terminal::of(STDOUT_FILENO, environment).has_color));
        console.out.line(printable(line.has("short") || line.has("qr") ? links->short_link : links->link));
        return console.end();
    }
    JsonLine json{"link"};
    json.text("tag", share->tag).number("number", share->number).text("name", share->name);
    if (line.has("with-secrets")) json.text("link", links->link).text("short_link", links->short_link);
    console.out.line(json.str());
    return console.end();
}

}  // namespace shoal::cli
