#pragma once
// Files and folders on their way to being shares: one is hashed at a time, in the order they were given.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QString>

#include "gui/engine_client.h"

namespace shoal::gui {

/// What holds for every path of one start.
struct ShareOptions {
    std::string comment;
    std::vector<std::string> labels;
    bool reproducible = false;
};

struct ShareJob {
    enum class State : std::uint8_t { waiting, hashing, shared, failed, stopped };
    QString path;
    State state = State::waiting;
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes = 0;  ///< 0: not known yet
    std::uint64_t rate = 0;   ///< bytes a second, since it began
    EngineClient::AskId ask = 0;
    std::optional<ShareAdded> added{};  ///< of `shared`
    std::optional<Error> error{};       ///< of `failed`
};

/// Lives on the window's thread. What it asked for ends when it is stopped, not when this object goes.
class ShareJobs : public QObject {
    Q_OBJECT

public:
    using Clock = std::function<std::int64_t()>;  ///< milliseconds, from any beginning

    explicit ShareJobs(EngineClient& client, QObject* parent = nullptr, Clock clock = {});
    void start(const QStringList& paths, ShareOptions options);
    /// The engine is told to stop hashing it; one that waits does not begin.
    void stop(std::size_t job);
    void stop_all();
    /// One that failed or was stopped waits for its turn again.
    void try_again(std::size_t job);

    [[nodiscard]] const std::vector<ShareJob>& all() const { return jobs_; }
    [[nodiscard]] const ShareOptions& options() const { return options_; }
    [[nodiscard]] bool is_busy() const;
    [[nodiscard]] std::size_t count(ShareJob::State state) const;

Q_SIGNALS:
    void changed(std::size_t job);
    /// None waits and none is hashed any more.
    void finished();

private:
    void next();
    void heard(const Event& event);
    void answered(std::size_t job, Result<ShareAdded> answer);

    EngineClient& client_;
    Clock clock_;
    ShareOptions options_;
    std::vector<ShareJob> jobs_;
    std::int64_t began_ = 0;  // the one that is hashed
};

/// The last part of a path, fit to be shown.
[[nodiscard]] QString shown_name(const QString& path);

}  // namespace shoal::gui
