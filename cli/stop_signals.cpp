#include "cli/stop_signals.h"

#include <csignal>

#include <unistd.h>

#include "cli/exit_code.h"

namespace shoal::cli {
namespace {

/// nohup(1) has ignored it for us.
bool is_ignored(int number) {
    struct sigaction now {};
    return ::sigaction(number, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

}  // namespace

StopSignals::StopSignals(UvWorld& world, std::function<void()> on_second, bool with_hangup)
    : on_second_{std::move(on_second)} {
    for (const int watched : {SIGINT, SIGTERM, SIGHUP}) {
        if (watched == SIGHUP && (!with_hangup || is_ignored(watched))) continue;
        watches_.push_back(world.on_signal(watched, [this](int number) { on_signal(number); }));
    }
}

void StopSignals::on_signal(int number) {
    if (number_ == 0) {
        number_ = number;
    } else if (on_second_) {
        on_second_();
    } else {
        ::_exit(raw(exit_code_of_signal(number)));
    }
}

}  // namespace shoal::cli
