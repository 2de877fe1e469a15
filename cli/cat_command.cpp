#include "cli/cat_command.h"

#include <algorithm>
#include <deque>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/byte_range.h"
#include "cli/byte_sink.h"
#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/visited_share.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr std::uint64_t part_bytes = 256 * 1024;        // a chunk: the least that can be verified
constexpr std::size_t max_parts = 16;                   // asked for or waiting to be written: 4 MiB
constexpr std::uint64_t ahead_bytes = 4 * 1024 * 1024;  // that peers are asked for behind them

/// What is read of which file.
struct Stretch {
    std::string path;  ///< within the share
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// Reads of a stretch, several at a time, written in order.
class Reading {
public:
    Reading(EngineHost& host, const VisitedShare& share, Stretch stretch, std::uint64_t timeout_ms)
        : host_{host}, share_{share}, stretch_{std::move(stretch)}, timeout_ms_{timeout_ms}, next_{stretch_.begin},
          began_{host.now()}, sink_{host.loop(), STDOUT_FILENO, [this] { advance(); }} {}

    Result<> run();
    [[nodiscard]] std::uint64_t written() const { return sink_.total(); }
    /// From the first question to the first verified byte.
    [[nodiscard]] Duration first_byte() const { return first_byte_; }
    [[nodiscard]] Duration taken() const { return host_.now() - began_; }

private:
    struct Part {
        std::uint64_t offset = 0;
        std::uint64_t length = 0;
        std::optional<Result<ContentPart>> reply;
    };

    void advance();
    void ask_for_more();
    void write_what_is_here();
    void ask(std::shared_ptr<Part> part);
    void take(const std::shared_ptr<Part>& part, Result<ContentPart> reply);

    EngineHost& host_;
    const VisitedShare& share_;
    Stretch stretch_;
    std::uint64_t timeout_ms_;
    std::uint64_t next_;  // what is asked for next
    Instant began_;
    Duration first_byte_{};
    std::deque<std::shared_ptr<Part>> parts_;  // in order
    std::optional<Error> error_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    ByteSink sink_;
};

Result<> Reading::run() {
    advance();
    host_.wait(
        [this] { return error_ || sink_.error() || (next_ == stretch_.end && parts_.empty() && sink_.is_idle()); });
    *alive_ = false;
    if (error_) return std::unexpected{*error_};
    if (sink_.error()) return std::unexpected{*sink_.error()};
    const bool is_whole = next_ == stretch_.end && parts_.empty() && sink_.is_idle();
    return is_whole ? Result<>{} : Result<>{std::unexpected{host_.why_stopped()}};
}

void Reading::advance() {
    write_what_is_here();
    ask_for_more();
}

void Reading::ask_for_more() {
    while (!error_ && parts_.size() < max_parts && next_ < stretch_.end) {
        const auto boundary = (next_ / part_bytes + 1) * part_bytes;
        auto part = std::make_shared<Part>();
        part->offset = next_;
        part->length = std::min(boundary, stretch_.end) - next_;
        next_ += part->length;
        parts_.push_back(part);
        ask(std::move(part));
    }
}

void Reading::ask(std::shared_ptr<Part> part) {
    ReadContent read;
    read.tag = share_.tag();
    read.path = stretch_.path;
    read.offset = part->offset;
    read.length = part->length;
    read.ahead = std::min(ahead_bytes, stretch_.end - part->offset - part->length);
    read.timeout_ms = timeout_ms_;
    host_.engine().ask(std::move(read), [this, alive = alive_, part](Result<ContentPart> reply) {
        if (*alive) take(part, std::move(reply));
    });
}

void Reading::take(const std::shared_ptr<Part>& part, Result<ContentPart> reply) {
    const bool has_time = timeout_ms_ == 0 && !host_.stop().arrived();
    if (!reply && reply.error().code == Errc::timed_out && has_time)
        return ask(part);  // the engine's own patience ended
    if (!reply) {
        if (!error_) error_ = std::move(reply).error();
        return;
    }
    if (reply->bytes.size() != part->length) {
        error_ = Error{Errc::mismatch, "the engine answered with other bytes than were asked for"};
        return;
    }
    if (first_byte_ == Duration{}) first_byte_ = host_.now() - began_;
    part->reply = std::move(reply);
    advance();
}

void Reading::write_what_is_here() {
    while (!sink_.error() && sink_.is_idle() && !parts_.empty() && parts_.front()->reply) {
        sink_.put(std::move((*parts_.front()->reply)->bytes));
        parts_.pop_front();
    }
}

/// The file that is meant. Errors: usage, not_found.
Result<Stretch> find_stretch(const VisitedShare& share, const std::optional<std::string>& path,
                             const std::optional<std::string>& range) {
    const auto& files = share.files();
    if (files.empty()) return fail(Errc::not_found, "the share has no files");
    if (!path && files.size() > 1)
        return fail(Errc::usage,
                    fmt::format("the share has {} files; say which one (shoal ls-remote shows them)", files.size()));
    const auto found = path ? std::ranges::find(files, *path, &FileView::path) : files.begin();
    if (found == files.end())
        return fail(Errc::not_found, fmt::format("there is no file '{}' in the share", printable(*path)));
    ByteRange wanted;
    if (range) {
        SHOAL_TRY(wanted, parse_byte_range(*range));
    }
    Stretch out;
    out.path = found->path;
    out.end = std::min(wanted.end.value_or(found->bytes), found->bytes);
    out.begin = std::min(wanted.begin, out.end);
    return out;
}

std::uint64_t milliseconds(Duration duration) {
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

ExitCode cat(EngineHost& host, const CommandLine& line, const ShareWords& words, Console& console) {
    const auto timeout_ms = line.number("timeout").value_or(0) * 1000;
    auto share = VisitedShare::find(host, console, words, timeout_ms);
    if (!share) return console.report(share.error());
    const auto stretch = find_stretch(*share, line.operand("PATH"), line.value("range"));
    if (!stretch) return console.report(stretch.error());
    if (const auto opened = share->open(); !opened) return console.report(opened.error());
    Reading reading{host, *share, *stretch, timeout_ms};
    const auto whole = reading.run();
    if (!whole && whole.error().code == Errc::closed) return ExitCode::other;  // as a broken pipe, without a word
    if (!whole && whole.error().code == Errc::interrupted)
        return console.report({Errc::interrupted, fmt::format("stopped after {} bytes", reading.written())});
    if (!whole) return console.report(whole.error());
    if (console.json) {
        JsonLine out{"read"};
        out.text("tag", share->tag()).text("path", stretch->path).number("offset", stretch->begin);
        out.number("bytes", reading.written()).number("first_byte_ms", milliseconds(reading.first_byte()));
        console.out.line(out.number("took_ms", milliseconds(reading.taken())).str());
    }
    return ExitCode::done;
}

}  // namespace

ExitCode run_cat(const CommandLine& line, const Environment& environment, Console& console) {
    console.out = Output{STDERR_FILENO};
    const auto words = find_share_words(line.operand("LINK"), environment, STDIN_FILENO);
    if (!words) return console.report(words.error());
    if (const auto range = line.value("range")) {
        if (const auto wanted = parse_byte_range(*range); !wanted) return console.report(wanted.error());
    }
    const auto configuration = load_configuration(line, environment, "warn");
    if (!configuration) return console.report(configuration.error());
    HostOptions options;
    options.use_daemon = !line.has("standalone");
    options.serve_control = configuration->control_given;
    auto host = EngineHost::open(*configuration, options, console);
    if (!host) return console.report(host.error());
    const auto exit = cat(**host, line, *words, console);
    (*host)->close();
    return exit;
}

}  // namespace shoal::cli
