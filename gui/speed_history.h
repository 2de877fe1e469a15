#pragma once
// How fast shares moved in the last day, kept from what events tell: four rings of averages for each share that moves,
// and for all together. Nothing runs between events; what lies between two is added up when somebody tells or asks.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include <QObject>

#include "gui/engine_client.h"
#include "gui/share_store.h"

namespace shoal::gui {

enum class SpeedSpan : std::uint8_t { minute, ten_minutes, hour, day };

struct SpeedSample {
    double down = 0;  ///< bytes a second, on average over the step
    double up = 0;
};

/// The newest last, and up to now; how many steps there are is length_of(span) / step_of(span). What was before the
/// window began is not there.
struct SpeedSeries {
    SpeedSpan span = SpeedSpan::minute;
    std::vector<SpeedSample> samples;
};

[[nodiscard]] std::int64_t length_of(SpeedSpan span);  ///< milliseconds
[[nodiscard]] std::int64_t step_of(SpeedSpan span);    ///< milliseconds

/// One series of rates; 4 KiB.
class SpeedLine {
public:
    explicit SpeedLine(std::int64_t now_ms);
    /// From now on these rates hold.
    void set(std::int64_t now_ms, double down, double up);
    [[nodiscard]] SpeedSeries series(SpeedSpan span, std::int64_t now_ms);
    [[nodiscard]] SpeedSample rates() const { return rates_; }
    [[nodiscard]] std::int64_t changed_ms() const { return until_; }

private:
    struct Bytes {
        float down = 0;
        float up = 0;
    };
    struct Ring {
        std::vector<Bytes> steps;
        std::int64_t newest = 0;  // step number, counted from time 0
    };
    void advance(std::int64_t now_ms);
    void add(SpeedSpan span, std::int64_t from, std::int64_t to);

    std::array<Ring, 4> rings_;
    std::int64_t begin_;
    std::int64_t until_;  // everything before is in the rings
    SpeedSample rates_;
};

/// Lives as long as the window.
class SpeedHistory : public QObject {
    Q_OBJECT

public:
    /// Shares that are remembered; when there are more, the one that has been quiet for longest is forgotten.
    static constexpr std::size_t max_shares = 1000;
    using Clock = std::function<std::int64_t()>;  ///< milliseconds, only forward

    SpeedHistory(EngineClient& client, ShareStore& store, QObject* parent, Clock clock = {});

    /// Empty tag: all together. Of a share that never moved there are no samples.
    [[nodiscard]] SpeedSeries series(const std::string& tag, SpeedSpan span);
    [[nodiscard]] std::size_t shares() const { return lines_.size(); }

private:
    void take(const ShareView& share, std::int64_t now);
    void take_all();
    void account(const std::string& tag, SpeedSample rates);
    void make_room();
    void fall_silent();

    ShareStore& store_;
    Clock clock_;
    SpeedLine total_;
    SpeedSample sum_;
    std::unordered_map<std::string, SpeedSample> moving_;  // what the sum is of
    std::unordered_map<std::string, SpeedLine> lines_;
};

}  // namespace shoal::gui
