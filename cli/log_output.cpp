#include "cli/log_output.h"

#include <unistd.h>

#include "core/journal.h"

namespace shoal::cli {
namespace {

LogFormat line_format(const Configuration& configuration) {
    if (configuration.settings.log_format == "json") return LogFormat::json;
    if (configuration.settings.log_format != "auto") return LogFormat::text;
    return is_journal_stream(STDERR_FILENO, configuration.journal_stream) ? LogFormat::prefixed : LogFormat::text;
}

}  // namespace

Result<std::unique_ptr<Log>> make_log(const Configuration& configuration, Timers& timers, Talk& talk) {
    SHOAL_TRY(auto filter, parse_log_filter(configuration.settings.log_level));
    auto clock = [&timers] { return timers.wall(); };
    if (configuration.settings.log_format == "journal") {
        SHOAL_TRY(auto journal, JournalSocket::open(std::string{usual_journal_socket}));
        return std::make_unique<Log>(std::move(filter), LogFormat::journal, std::move(clock),
                                     [journal = std::move(journal), &talk](std::string_view entry) mutable {
                                         // What it does not take is better said somewhere than nowhere.
                                         const auto first = entry.substr(0, entry.find('\n'));
                                         if (!journal.send(entry)) talk.say(first.substr(first.find('=') + 1));
                                     });
    }
    return std::make_unique<Log>(std::move(filter), line_format(configuration), std::move(clock),
                                 [&talk](std::string_view line) { talk.say(line); });
}

}  // namespace shoal::cli
