#include "cli/completion_hooks.h"

#include <array>
#include <cerrno>
#include <optional>

#include <unistd.h>

#include "core/parcel.h"

namespace shoal::cli {
namespace {

constexpr std::string_view part = "hook";

}  // namespace

/// One run, from the call to its end.
class CompletionHooks::Running {
public:
    Running(CompletionHooks& owner, std::string tag, Broker::Run run)
        : owner_{owner}, tag_{std::move(tag)}, run_{std::move(run)} {}

    /// Error: io.
    Result<> watch() {
        constexpr Readiness to_read{.to_read = true, .to_write = false};
        SHOAL_TRY(output_, owner_.world_.watch(run_.output.get(), to_read, [this](Readiness) { hear(); }));
        SHOAL_TRY(end_, owner_.world_.watch(run_.end.get(), to_read, [this](Readiness) { finish(); }));
        return {};
    }
    [[nodiscard]] bool is_over() const { return is_over_; }

private:
    /// Some of what it has said; false once there is no more for now, or ever.
    bool hear() {
        std::array<char, 4096> bytes{};
        const ssize_t size = ::read(run_.output.get(), bytes.data(), bytes.size());
        if (size < 0 && errno == EINTR) return true;
        if (size <= 0) {
            if (size == 0 || errno != EAGAIN) output_.reset();
            return false;
        }
        for (const char c : std::string_view{bytes.data(), static_cast<std::size_t>(size)}) {
            if (c == '\n') {
                say();
            } else if (line_.size() < max_hook_line) {
                line_ += c;
            }
        }
        return true;
    }

    void say() {
        if (++lines_ <= max_hook_lines) {
            owner_.log_.write(LogLevel::info, part, "a hook says", {{"share", tag_}, {"text", line_}});
        }
        line_.clear();
    }

    void finish() {
        constexpr int most_reads = 1'000;  // a child that it left behind may write for ever
        for (int reads = 0; reads < most_reads && hear(); ++reads) {
        }
        if (!line_.empty()) say();
        log_end(receive_parcel(run_.end.get()));
        output_.reset();
        end_.reset();
        is_over_ = true;
        owner_.tidying_ = owner_.world_.world().timers.at(owner_.world_.world().timers.now(),
                                                          [&owner = owner_] { owner.start_waiting(); });
    }

    void log_end(const Result<std::optional<Parcel>>& parcel) {
        std::vector<LogField> fields{{"share", tag_}};
        std::optional<HookEnd> end;
        if (parcel && *parcel) {
            if (const auto decoded = HookEnd::decode((*parcel)->bytes)) end = *decoded;
        }
        fields.push_back({"exit", end ? std::to_string(end->status) : "unknown"});
        if (end && end->timed_out) fields.push_back({"why", "time limit (hooks.time_limit)"});
        if (end && end->status == 127) fields.push_back({"why", "the program cannot be run (hooks.completed)"});
        if (lines_ > max_hook_lines) fields.push_back({"lines_left_out", std::to_string(lines_ - max_hook_lines)});
        const bool is_good = end && end->status == 0;
        owner_.log_.write(is_good ? LogLevel::info : LogLevel::warn, part, "a hook ended", fields);
    }

    CompletionHooks& owner_;
    std::string tag_;
    Broker::Run run_;
    std::unique_ptr<Watch> output_;
    std::unique_ptr<Watch> end_;
    std::string line_;
    std::size_t lines_ = 0;
    bool is_over_ = false;
};

CompletionHooks::CompletionHooks(UvWorld& world, Log& log, Broker& broker, std::uint64_t at_once)
    : world_{world}, log_{log}, broker_{broker}, at_once_{at_once} {}

CompletionHooks::~CompletionHooks() = default;

void CompletionHooks::run(HookCall call) {
    if (waiting_.size() == max_waiting_hooks) {
        log_.write_limited(LogLevel::warn, part, "too many hooks wait; one is left out", {{"share", call.tag}});
        return;
    }
    waiting_.push_back(std::move(call));
    start_waiting();
}

void CompletionHooks::start_waiting() {
    running_.remove_if([](const auto& running) { return running->is_over(); });
    while (!waiting_.empty() && running_.size() < at_once_) {
        const HookCall call = std::move(waiting_.front());
        waiting_.pop_front();
        auto run = broker_.run_hook(call);
        Result<> started;
        if (run) {
            running_.push_back(std::make_unique<Running>(*this, call.tag, std::move(*run)));
            started = running_.back()->watch();
            if (!started) running_.pop_back();
        } else {
            started = std::unexpected{run.error()};
        }
        if (!started) {
            log_.write_limited(LogLevel::warn, part, "a hook cannot be run",
                               {{"share", call.tag}, {"why", started.error().what}});
        }
    }
}

}  // namespace shoal::cli
