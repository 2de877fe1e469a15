#include "cli/ls_remote_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/link_source.h"
#include "cli/progress_line.h"
#include "cli/visited_share.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    for (auto end = path.find('/'); end != std::string::npos; end = path.find('/', begin)) {
        out.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    out.push_back(path.substr(begin));
    return out;
}

std::string_view mark_of(const FileView& file) {
    return file.executable ? "*" : "";
}

std::uint64_t total_of(const std::vector<FileView>& files) {
    std::uint64_t bytes = 0;
    for (const auto& file : files) bytes += file.bytes;
    return bytes;
}

void tell(const VisitedShare& share, bool as_tree, Console& console) {
    const auto& files = share.files();
    if (console.json) {
        LinkResolved view;
        view.tag = share.tag();
        view.name = share.name();
        view.bytes = total_of(files);
        view.single = share.is_single();
        view.files = files;
        console.out.line(JsonLine{"remote"}.fields(view).str());
        return;
    }
    const bool draws = as_tree && !share.is_single();
    for (const auto& text : draws ? draw_file_tree(share.name(), files) : list_files(files)) console.out.line(text);
    console.talk.say(fmt::format("{}: {}, {}", printable(share.name()), count_of(files.size(), "file"),
                                 format_size(total_of(files))));
}

}  // namespace

std::vector<std::string> list_files(const std::vector<FileView>& files) {
    std::vector<std::string> out;
    for (const auto& file : files)
        out.push_back(fmt::format("{:>9}  {}{}", format_amount(file.bytes), printable(file.path), mark_of(file)));
    return out;
}

std::vector<std::string> draw_file_tree(const std::string& name, const std::vector<FileView>& files) {
    std::vector<std::string> out{fmt::format("{:>9}  {}/", format_amount(total_of(files)), printable(name))};
    std::vector<std::string> above;  // folders of the file before
    for (const auto& file : files) {
        auto parts = parts_of(file.path);
        const std::string leaf = std::move(parts.back());
        parts.pop_back();
        std::size_t same = 0;
        while (same < parts.size() && same < above.size() && parts[same] == above[same]) ++same;
        for (std::size_t depth = same; depth < parts.size(); ++depth)
            out.push_back(fmt::format("{:>9}  {}{}/", "", std::string(2 * (depth + 1), ' '), printable(parts[depth])));
        out.push_back(fmt::format("{:>9}  {}{}{}", format_amount(file.bytes), std::string(2 * (parts.size() + 1), ' '),
                                  printable(leaf), mark_of(file)));
        above = std::move(parts);
    }
    return out;
}

ExitCode run_ls_remote(const CommandLine& line, const Environment& environment, Console& console) {
    const auto link = find_link(line.operand("LINK"), environment, STDIN_FILENO);
    if (!link) return console.report(link.error());
    const auto configuration = load_configuration(line, environment, "warn");
    if (!configuration) return console.report(configuration.error());
    HostOptions options;
    options.use_daemon = !line.has("standalone");
    options.serve_control = configuration->control_given;
    auto host = EngineHost::open(*configuration, options, console);
    if (!host) return console.report(host.error());
    {
        const auto share =
            VisitedShare::find(**host, console, {*link, true}, line.number("timeout").value_or(0) * 1000);
        if (!share) return console.report(share.error());
        tell(*share, line.has("tree"), console);
    }
    (*host)->close();
    return console.out.is_lost() ? ExitCode::other : ExitCode::done;
}

}  // namespace shoal::cli
