#include "gui/format.h"

#include <algorithm>

#include <QCoreApplication>
#include <QLocale>

#include "core/names.h"

namespace shoal::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

}  // namespace

QString format_bytes(std::uint64_t bytes) {
    return QLocale{}.formattedDataSize(static_cast<qint64>(bytes), bytes < 1024 ? 0 : 1, QLocale::DataSizeIecFormat);
}

QString format_rate(std::uint64_t bytes_a_second) {
    if (bytes_a_second == 0) return {};
    return Words::tr("%1/s").arg(format_bytes(bytes_a_second));
}

QString format_count(std::uint64_t count) {
    return QLocale{}.toString(static_cast<qulonglong>(count));
}

int permille(std::uint64_t part, std::uint64_t whole) {
    if (part >= whole) return 1000;
    // Sizes may be near 2^64, so that a product would not fit.
    return static_cast<int>(static_cast<double>(part) / static_cast<double>(whole) * 1000.0);
}

QString format_percent(std::uint64_t part, std::uint64_t whole) {
    return Words::tr("%1 %").arg(QLocale{}.toString(permille(part, whole) / 10));
}

QString format_duration(std::uint64_t seconds) {
    constexpr std::uint64_t minute = 60, hour = 60 * minute, day = 24 * hour;
    if (seconds < minute) return Words::tr("%1 s").arg(seconds);
    if (seconds < hour) return Words::tr("%1 min").arg(seconds / minute);
    if (seconds < day && seconds % hour < minute) return Words::tr("%1 h").arg(seconds / hour);
    if (seconds < day) return Words::tr("%1 h %2 min").arg(seconds / hour).arg(seconds % hour / minute);
    return Words::tr("%Ln day(s)", nullptr, static_cast<int>(std::min<std::uint64_t>(seconds / day, 1'000'000)));
}

QString format_time(std::uint64_t unix_ms) {
    if (unix_ms == 0) return {};
    return QLocale{}.toString(QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(unix_ms)), QLocale::ShortFormat);
}

QString harmless(const QString& text) {
    return harmless(text.toStdString());
}

QString harmless(std::string_view text) {
    return QString::fromStdString(printable(text));
}

}  // namespace shoal::gui
