#include "gui/setting_uptake.h"

#include <csignal>
#include <limits>

#include <unistd.h>

#include <QCoreApplication>
#include <QFile>

namespace shoal::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Setting)
};

/// The first number behind "Uid:" in /proc/PID/status; the folder itself is root's where a process is sealed.
bool is_ours(const QByteArray& status) {
    for (const auto& line : status.split('\n')) {
        if (!line.startsWith("Uid:")) continue;
        const auto fields = line.simplified().split(' ');
        return fields.size() > 1 && fields[1].toUInt() == ::getuid();
    }
    return false;
}

QByteArray read_all(const QString& path) {
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

}  // namespace

QString uptake_sentence(Uptake uptake) {
    switch (uptake) {
    case Uptake::in_effect:
        return Words::tr("Saved. It is in effect now.");
    case Uptake::at_daemon_restart:
        return Words::tr("Saved. It takes effect when the background service starts again.");
    case Uptake::at_program_restart:
        return Words::tr("Saved. It takes effect when Shoal starts again.");
    case Uptake::at_start:
        return Words::tr("Saved. It takes effect when Shoal can start.");
    }
    return {};
}

SettingUptake::SettingUptake(EngineClient& client, ConfigFile& file, HangUp hang_up, QObject* parent)
    : QObject{parent}, client_{client}, file_{file}, hang_up_{std::move(hang_up)} {}

Uptake SettingUptake::at_restart() const {
    const auto connection = client_.connection();
    if (connection.state != Connection::State::ready) return Uptake::at_start;
    return connection.remote ? Uptake::at_daemon_restart : Uptake::at_program_restart;
}

void SettingUptake::take_up(const SettingInfo& info, QObject* context, Done done) {
    const auto change = change_of(info);
    const bool is_limit = info.key == "limits.up" || info.key == "limits.down";
    if (change == SettingChange::at_reload && client_.is_ready()) {
        if (is_limit) return limit(info.key == "limits.up", context, std::move(done));
        if (client_.connection().remote) return reload(context, std::move(done));
    }
    const auto uptake = change == SettingChange::at_once ? Uptake::in_effect : at_restart();
    QMetaObject::invokeMethod(
        context, [done = std::move(done), uptake] { done(uptake); }, Qt::QueuedConnection);
}

void SettingUptake::limit(bool is_up, QObject* context, Done done) {
    // Only this one: the other may have another value for now.
    const auto& settings = file_.settings();
    LimitRates request;
    (is_up ? request.set_up : request.set_down) = true;
    (is_up ? request.up : request.down) = is_up ? settings.limit_up : settings.limit_down;
    client_.ask(context, request, [this, done = std::move(done)](const Result<Limits>& now) {
        done(now ? Uptake::in_effect : at_restart());
    });
}

void SettingUptake::reload(QObject* context, Done done) {
    client_.ask(context, GetStatus{}, [this, done = std::move(done)](const Result<StatusView>& status) {
        done(status && hang_up_(status->pid) ? Uptake::in_effect : at_restart());
    });
}

bool hang_up_daemon(std::uint64_t pid) {
    if (pid <= 1 || pid > static_cast<std::uint64_t>(std::numeric_limits<pid_t>::max())) return false;
    const auto place = QStringLiteral("/proc/%1/").arg(pid);
    if (read_all(place + QStringLiteral("comm")).trimmed() != "shoald" ||
        !is_ours(read_all(place + QStringLiteral("status"))))
        return false;
    return ::kill(static_cast<pid_t>(pid), SIGHUP) == 0;
}

}  // namespace shoal::gui
