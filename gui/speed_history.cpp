#include "gui/speed_history.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <QDeadlineTimer>

namespace shoal::gui {
namespace {

struct Shape {
    std::int64_t step_ms;
    std::int64_t steps;
};

constexpr std::array<Shape, 4> shapes{{{1'000, 60}, {5'000, 120}, {30'000, 120}, {600'000, 144}}};

const Shape& shape_of(SpeedSpan span) {
    return shapes[std::to_underlying(span)];
}

std::int64_t steady_ms() {
    return QDeadlineTimer::current().deadline();
}

}  // namespace

std::int64_t length_of(SpeedSpan span) {
    return shape_of(span).step_ms * shape_of(span).steps;
}

std::int64_t step_of(SpeedSpan span) {
    return shape_of(span).step_ms;
}

SpeedLine::SpeedLine(std::int64_t now_ms) : begin_{now_ms}, until_{now_ms} {
    for (std::size_t i = 0; i < rings_.size(); ++i) {
        // One more than is shown: the step that now is in.
        rings_[i].steps.resize(static_cast<std::size_t>(shapes[i].steps) + 1);
        rings_[i].newest = now_ms / shapes[i].step_ms;
    }
}

void SpeedLine::set(std::int64_t now_ms, double down, double up) {
    advance(now_ms);
    rates_ = {down, up};
}

void SpeedLine::advance(std::int64_t now_ms) {
    if (now_ms <= until_) return;
    for (const auto span : {SpeedSpan::minute, SpeedSpan::ten_minutes, SpeedSpan::hour, SpeedSpan::day}) {
        add(span, until_, now_ms);
    }
    until_ = now_ms;
}

void SpeedLine::add(SpeedSpan span, std::int64_t from, std::int64_t to) {
    auto& ring = rings_[std::to_underlying(span)];
    const auto step = step_of(span);
    const auto room = static_cast<std::int64_t>(ring.steps.size());
    const auto at = [&](std::int64_t number) -> Bytes& { return ring.steps[static_cast<std::size_t>(number % room)]; };
    const auto last = to / step;
    for (auto number = std::max(ring.newest + 1, last - room + 1); number <= last; ++number) at(number) = {};
    ring.newest = std::max(ring.newest, last);
    if (rates_.down <= 0 && rates_.up <= 0) return;
    for (auto number = std::max(from / step, last - room + 1); number <= last; ++number) {
        const auto seconds =
            static_cast<double>(std::min(to, (number + 1) * step) - std::max(from, number * step)) / 1000.0;
        auto& bytes = at(number);
        bytes.down += static_cast<float>(rates_.down * seconds);
        bytes.up += static_cast<float>(rates_.up * seconds);
    }
}

// The step that now is in is not over: it is shown from the moment it has an average that means something.
SpeedSeries SpeedLine::series(SpeedSpan span, std::int64_t now_ms) {
    advance(now_ms);
    const auto& ring = rings_[std::to_underlying(span)];
    const auto step = step_of(span);
    const auto room = static_cast<std::int64_t>(ring.steps.size());
    const auto last = until_ / step;
    const auto first = std::max(begin_ / step, last - room + 1);
    SpeedSeries out{.span = span, .samples = {}};
    for (auto number = first; number <= last; ++number) {
        const auto begin = std::max(begin_, number * step);
        const auto passed = std::min(until_, (number + 1) * step) - begin;
        if (number == last && passed < std::min<std::int64_t>(step / 4, 1000)) break;
        const auto& bytes = ring.steps[static_cast<std::size_t>(number % room)];
        const auto seconds = static_cast<double>(std::max<std::int64_t>(passed, 1)) / 1000.0;
        out.samples.push_back({bytes.down / seconds, bytes.up / seconds});
    }
    const auto shown = static_cast<std::size_t>(shape_of(span).steps);
    if (out.samples.size() > shown) {
        out.samples.erase(out.samples.begin(), out.samples.end() - static_cast<std::ptrdiff_t>(shown));
    }
    return out;
}

SpeedHistory::SpeedHistory(EngineClient& client, ShareStore& store, QObject* parent, Clock clock)
    : QObject{parent}, store_{store}, clock_{clock ? std::move(clock) : Clock{steady_ms}}, total_{clock_()} {
    connect(&store, &ShareStore::reset, this, &SpeedHistory::take_all);
    connect(&store, &ShareStore::changed, this, [this](const std::vector<std::string>& tags) {
        const auto now = clock_();
        for (const auto& tag : tags) {
            if (const auto* share = store_.find(tag)) take(*share, now);
        }
        total_.set(now, sum_.down, sum_.up);
    });
    connect(&store, &ShareStore::removed, this, [this](const std::string& tag) {
        account(tag, {});
        lines_.erase(tag);
        total_.set(clock_(), sum_.down, sum_.up);
    });
    connect(&client, &EngineClient::connection_changed, this, [this, &client] {
        if (!client.is_ready()) fall_silent();
    });
    take_all();
}

SpeedSeries SpeedHistory::series(const std::string& tag, SpeedSpan span) {
    if (tag.empty()) return total_.series(span, clock_());
    const auto line = lines_.find(tag);
    return line == lines_.end() ? SpeedSeries{.span = span, .samples = {}} : line->second.series(span, clock_());
}

void SpeedHistory::take(const ShareView& share, std::int64_t now) {
    const SpeedSample rates{static_cast<double>(share.rate_down), static_cast<double>(share.rate_up)};
    account(share.tag, rates);
    auto line = lines_.find(share.tag);
    if (line == lines_.end()) {
        if (share.rate_down == 0 && share.rate_up == 0) return;
        if (lines_.size() >= max_shares) make_room();
        line = lines_.emplace(share.tag, SpeedLine{now}).first;
    }
    line->second.set(now, rates.down, rates.up);
}

// Rates are whole numbers far below 2^53: the sum stays exact.
void SpeedHistory::account(const std::string& tag, SpeedSample rates) {
    const bool moves = rates.down > 0 || rates.up > 0;
    auto known = moving_.find(tag);
    if (known == moving_.end()) {
        if (!moves) return;
        known = moving_.emplace(tag, SpeedSample{}).first;
    }
    sum_.down += rates.down - known->second.down;
    sum_.up += rates.up - known->second.up;
    known->second = rates;
    if (!moves) moving_.erase(known);
}

void SpeedHistory::take_all() {
    const auto now = clock_();
    moving_.clear();
    sum_ = {};
    std::unordered_set<std::string> there;
    for (const auto& share : store_.all()) {
        there.insert(share.tag);
        take(share, now);
    }
    std::erase_if(lines_, [&](const auto& line) { return !there.contains(line.first); });
    total_.set(now, sum_.down, sum_.up);
}

void SpeedHistory::make_room() {
    const auto quiet_since = [](const auto& line) {
        const auto rates = line.second.rates();
        return std::pair{rates.down > 0 || rates.up > 0, line.second.changed_ms()};
    };
    lines_.erase(std::ranges::min_element(lines_, {}, quiet_since));
}

void SpeedHistory::fall_silent() {
    const auto now = clock_();
    for (auto& [tag, line] : lines_) line.set(now, 0, 0);
    moving_.clear();
    sum_ = {};
    total_.set(now, 0, 0);
}

}  // namespace shoal::gui
