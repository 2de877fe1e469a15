#include "cli/show_command.h"

#include <fmt/format.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/peer_list_command.h"
#include "cli/progress_line.h"
#include "cli/share_lookup.h"
#include "cli/share_table.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

/// What the engine said of them.
struct Answers {
    std::optional<FileList> files;
    std::optional<PeerList> peers;
};

std::string rate(std::uint64_t bytes) {
    return bytes == 0 ? "off" : format_amount(bytes) + "/s";
}

std::string state_line(const ShareView& share) {
    std::string out = state_of(share);
    if (share.paused && share.state != ShareState::paused) out += " (paused)";
    if (share.shared_here) out += ", shared from here";
    if (share.temporary) out += ", temporary";
    return out;
}

std::string wanted(const FileView& file) {
    if (!file.wanted) return "no";
    return file.priority == FilePriority::normal ? "yes" : std::string{to_string(file.priority)};
}

Result<Answers> ask(const ShowExtras& extras, EngineHost& host, const std::string& tag) {
    Answers out;
    if (extras.files) {
        SHOAL_TRY(out.files, host.ask(ListFiles{tag}));
    }
    if (extras.peers || extras.sources) {
        SHOAL_TRY(out.peers, host.ask(ListPeers{tag}));
        if (!extras.peers) out.peers->linked.clear();
        if (!extras.sources) out.peers->known.clear();
    }
    return out;
}

void tell_json(const ShowExtras& extras, const ShareView& share, const Answers& answers, Console& console) {
    JsonLine json{"show"};
    json.fields(share);
    if (extras.files) json.files("files_list", answers.files->files);
    if (extras.peers) json.peers("peers_list", answers.peers->linked);
    if (extras.sources) json.sources("sources", answers.peers->known);
    console.out.line(json.str());
}

void tell(const ShareView& share, const Answers& answers, Console& console) {
    console.out.lines(describe_share(share));
    if (answers.files) {
        console.out.line("");
        console.out.lines(describe_files(answers.files->files));
    }
    if (answers.peers) {
        console.out.line("");
        console.out.lines(describe_peers(*answers.peers));
    }
}

}  // namespace

std::vector<std::string> describe_share(const ShareView& share) {
    std::vector<std::string> out;
    const auto row = [&](std::string_view key, std::string_view text) {
        out.push_back(fmt::format("{:<10} {}", key, text));
    };
    row("name", name_of(share));
    row("number", fmt::format("{}, tag {}", share.number, printable(share.tag)));
    row("state", state_line(share));
    if (!share.error.empty()) row("because", printable(share.error));
    row("path", share.path.empty() ? "-" : printable(share.path));
    row("size", fmt::format("{} in {}", format_size(share.bytes), count_of(share.files, "file")));
    if (share.files_wanted > 0 && share.files_wanted < share.files)
        row("wanted", fmt::format("{} in {}", format_size(share.bytes_wanted), count_of(share.files_wanted, "file")));
    row("verified", fmt::format("{} ({}), {} of it durable", format_size(share.bytes_have),
                                format_percent(share.bytes_have, share.bytes), format_size(share.bytes_durable)));
    row("down", fmt::format("{}/s, {} received, {} of no use, limit {}", format_amount(share.rate_down),
                            format_amount(share.received), format_amount(share.wasted), rate(share.limit_down)));
    row("up", fmt::format("{}/s, {} sent, limit {}", format_amount(share.rate_up), format_amount(share.sent),
                          rate(share.limit_up)));
    row("peers", fmt::format("{} linked, {} of them complete, {} known", share.peers, share.seeds,
                             count_of(share.known, "endpoint")));
    if (!share.labels.empty()) row("labels", printable(fmt::format("{}", fmt::join(share.labels, ", "))));
    return out;
}

std::vector<std::string> describe_files(const std::vector<FileView>& files) {
    std::vector<std::string> out{fmt::format("{:>7}  {:>10}  {:>6}  {:<6}  {}", "#", "SIZE", "DONE", "WANTED", "PATH")};
    for (std::size_t i = 0; i < files.size(); ++i) {
        out.push_back(fmt::format("{:>7}  {:>10}  {:>6}  {:<6}  {}{}", i, format_amount(files[i].bytes),
                                  format_percent(files[i].bytes_have, files[i].bytes), wanted(files[i]),
                                  printable(files[i].path), files[i].executable ? "*" : ""));
    }
    return out;
}

ExitCode show_share(EngineHost& host, const std::string& selector, const ShowExtras& extras, Console& console) {
    const auto share = find_share(host, selector);
    if (!share) return console.report(share.error());
    const auto answers = ask(extras, host, share->tag);
    if (!answers) return console.report(answers.error());
    if (console.json) {
        tell_json(extras, *share, *answers, console);
    } else {
        tell(*share, *answers, console);
    }
    return console.end();
}

ExitCode run_show(const CommandLine& line, const Environment& environment, Console& console) {
    auto host = EngineHost::manage(line, environment, console);
    if (!host) return console.report(host.error());
    const ShowExtras extras{line.has("files"), line.has("peers"), line.has("sources")};
    return show_share(**host, line.operand("SHARE").value_or(""), extras, console);
}

}  // namespace shoal::cli
