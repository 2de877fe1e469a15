#include "gui/share_jobs.h"

#include <algorithm>
#include <utility>

#include <QElapsedTimer>
#include <QFile>

#include "gui/format.h"

namespace shoal::gui {
namespace {

ShareJobs::Clock steady_clock_ms() {
    QElapsedTimer since;
    since.start();
    return [since] { return static_cast<std::int64_t>(since.elapsed()); };
}

/// As the file system has it.
std::string raw_path(const QString& path) {
    return QFile::encodeName(path).toStdString();
}

}  // namespace

QString shown_name(const QString& path) {
    const auto slash = path.lastIndexOf(QLatin1Char{'/'});
    return harmless(slash + 1 < path.size() ? path.mid(slash + 1) : path);
}

ShareJobs::ShareJobs(EngineClient& client, QObject* parent, Clock clock)
    : QObject{parent}, client_{client}, clock_{clock ? std::move(clock) : steady_clock_ms()} {
    connect(&client_, &EngineClient::happened, this, &ShareJobs::heard);
}

void ShareJobs::start(const QStringList& paths, ShareOptions options) {
    options_ = std::move(options);
    for (const auto& path : paths) jobs_.push_back({.path = path});
    next();
}

bool ShareJobs::is_busy() const {
    return count(ShareJob::State::waiting) + count(ShareJob::State::hashing) > 0;
}

std::size_t ShareJobs::count(ShareJob::State state) const {
    const auto is = [state](const ShareJob& job) { return job.state == state; };
    return static_cast<std::size_t>(std::count_if(jobs_.begin(), jobs_.end(), is));
}

// The disk reads one thing at a time best, and a person sees the first link soonest.
void ShareJobs::next() {
    if (count(ShareJob::State::hashing) > 0) return;
    const auto waits = [](const ShareJob& job) { return job.state == ShareJob::State::waiting; };
    const auto found = std::find_if(jobs_.begin(), jobs_.end(), waits);
    if (found == jobs_.end()) return;
    const auto job = static_cast<std::size_t>(found - jobs_.begin());
    found->state = ShareJob::State::hashing;
    began_ = clock_();
    AddShare request{.path = raw_path(found->path), .reproducible = options_.reproducible, .comment = options_.comment};
    request.labels = options_.labels;
    found->ask = client_.ask(this, std::move(request),
                             [this, job](Result<ShareAdded> answer) { answered(job, std::move(answer)); });
    Q_EMIT changed(job);
}

void ShareJobs::heard(const Event& event) {
    const auto* progress = std::get_if<HashProgress>(&event);
    if (progress == nullptr) return;
    for (std::size_t job = 0; job < jobs_.size(); ++job) {
        auto& one = jobs_[job];
        if (one.state != ShareJob::State::hashing || raw_path(one.path) != progress->path) continue;
        one.bytes_done = progress->bytes_done;
        one.bytes = progress->bytes_total;
        const auto took = clock_() - began_;
        if (took > 0) {
            const auto seconds = static_cast<double>(took) / 1000.0;
            one.rate = static_cast<std::uint64_t>(static_cast<double>(one.bytes_done) / seconds);
        }
        Q_EMIT changed(job);
    }
}

void ShareJobs::answered(std::size_t job, Result<ShareAdded> answer) {
    auto& one = jobs_[job];
    if (answer) {
        one.state = ShareJob::State::shared;
        one.added = std::move(*answer);
    } else if (answer.error().code == Errc::interrupted) {
        one.state = ShareJob::State::stopped;
    } else {
        one.state = ShareJob::State::failed;
        one.error = answer.error();
    }
    Q_EMIT changed(job);
    next();
    if (!is_busy()) Q_EMIT finished();
}

void ShareJobs::stop(std::size_t job) {
    auto& one = jobs_[job];
    if (one.state == ShareJob::State::hashing) return client_.cancel(one.ask);  // answered as interrupted
    if (one.state != ShareJob::State::waiting) return;
    one.state = ShareJob::State::stopped;
    Q_EMIT changed(job);
    if (!is_busy()) Q_EMIT finished();
}

void ShareJobs::stop_all() {
    for (std::size_t job = jobs_.size(); job > 0; --job) stop(job - 1);  // those that wait first
}

void ShareJobs::try_again(std::size_t job) {
    auto& one = jobs_[job];
    if (one.state != ShareJob::State::failed && one.state != ShareJob::State::stopped) return;
    one = {.path = one.path};
    Q_EMIT changed(job);
    next();
}

}  // namespace shoal::gui
