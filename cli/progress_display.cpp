#include "cli/progress_display.h"

#include "cli/json_output.h"

namespace shoal::cli {

ProgressMode progress_mode(const CommandLine& line, const Console& console) {
    const bool can_redraw = console.talk.terminal().can_redraw;
    const auto live = can_redraw ? ProgressMode::bar : ProgressMode::line;
    const auto chosen = line.value("progress");
    if (!chosen) return console.json ? ProgressMode::json : live;
    if (*chosen == "bar") return live;
    if (*chosen == "line") return ProgressMode::line;
    return *chosen == "json" ? ProgressMode::json : ProgressMode::none;
}

bool ProgressDisplay::is_due(Instant now) {
    const Duration interval = mode_ == ProgressMode::json ? progress_json_interval : progress_line_interval;
    if (last_ && now - *last_ < interval) return false;
    last_ = now;
    return true;
}

void ProgressDisplay::show(const Progress& progress, std::string_view tag, Instant now) {
    switch (mode_) {
    case ProgressMode::bar:
        console_->talk.show({progress_bar(progress, console_->talk.terminal().columns() - 1)});
        break;
    case ProgressMode::line:
        if (is_due(now)) console_->talk.say(progress_words(progress));
        break;
    case ProgressMode::json:
        if (is_due(now)) console_->out.line(progress_json(progress, tag));
        break;
    case ProgressMode::none:
        break;
    }
}

void ProgressDisplay::wait_for(std::string_view sentence, std::string_view tag, Instant now) {
    if (mode_ != ProgressMode::json) return tell(sentence, now);
    if (!is_due(now)) return;
    JsonLine line{"progress"};
    line.text("tag", tag).text("waiting_for", sentence);
    console_->out.line(line.str());
}

void ProgressDisplay::tell(std::string_view sentence, Instant now) {
    if (mode_ == ProgressMode::bar) return console_->talk.show({std::string{sentence}});
    if (mode_ != ProgressMode::line || sentence == last_told_ || !is_due(now)) return;
    last_told_ = sentence;
    console_->talk.say(sentence);
}

void ProgressDisplay::clear() {
    console_->talk.clear();
}

}  // namespace shoal::cli
