#include "gui/autostart.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>
#include <QStandardPaths>

#include "gui/format.h"

namespace shoal::gui {
namespace {

const QString unit = QStringLiteral("shoald.service");

QStringList systemctl(const QStringList& words) {
    return QStringList{QStringLiteral("systemctl"), QStringLiteral("--user")} + words;
}

/// The daemon where it is installed, else the window out of sight.
QByteArray entry_text() {
    const bool has_daemon = !QStandardPaths::findExecutable(QStringLiteral("shoald")).isEmpty();
    return QByteArray{"[Desktop Entry]\nType=Application\nName=Shoal\nIcon=org.shoal.Shoal\nNoDisplay=true\nExec="} +
           (has_daemon ? "shoald" : "shoal-gui --hidden") + "\n";
}

}  // namespace

Autostart::Autostart(ProgramRunner& programs, QString config_dir, QObject* parent)
    : QObject{parent}, programs_{programs}, config_dir_{std::move(config_dir)} {
    if (config_dir_.isEmpty()) {
        config_dir_ = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    }
}

QString Autostart::entry_path() const {
    return config_dir_ + QStringLiteral("/autostart/org.shoal.Shoal.desktop");
}

void Autostart::becomes(State state) {
    state_ = state;
    Q_EMIT looked();
}

void Autostart::look() {
    programs_.run(systemctl({QStringLiteral("is-enabled"), unit}), this, [this](const ProgramEnd& end) {
        // Where there is no such unit, or no systemd, it says nothing of these two.
        const bool is_on = end.is_good() && end.output.startsWith(u"enabled");
        has_unit_ = is_on || (end.has_run && end.output == u"disabled");
        becomes(is_on || QFileInfo::exists(entry_path()) ? State::on : State::off);
    });
}

void Autostart::set(bool on, bool now, QObject* context, Done done) {
    if (has_unit_) return set_unit(on, now, context, std::move(done));
    const auto problem = set_entry(on);
    QMetaObject::invokeMethod(
        context, [done = std::move(done), problem] { done(problem); }, Qt::QueuedConnection);
}

void Autostart::set_unit(bool on, bool now, QObject* context, Done done) {
    QStringList words{on ? QStringLiteral("enable") : QStringLiteral("disable")};
    // Switching it off is about the next session; what serves this window goes on.
    if (on && now) words.push_back(QStringLiteral("--now"));
    words.push_back(unit);
    programs_.run(systemctl(words), this, [this, on, there = QPointer<QObject>{context}, done](const ProgramEnd& end) {
        // An entry of a time without the unit would start a second one.
        if (end.is_good()) {
            QFile::remove(entry_path());
            becomes(on ? State::on : State::off);
        }
        if (!there) return;
        if (end.is_good()) return done({});
        done(end.mistakes.isEmpty() ? tr("The system’s service control (systemctl) could not be run.")
                                    : tr("The system’s service control answered: %1").arg(harmless(end.mistakes)));
    });
}

QString Autostart::set_entry(bool on) {
    if (!on) {
        QFile entry{entry_path()};
        if (entry.exists() && !entry.remove()) {
            return tr("%1 cannot be removed: %2").arg(harmless(entry.fileName()), entry.errorString());
        }
    } else {
        QDir{}.mkpath(config_dir_ + QStringLiteral("/autostart"));
        QSaveFile entry{entry_path()};
        const auto text = entry_text();
        if (!entry.open(QIODevice::WriteOnly) || entry.write(text) != text.size() || !entry.commit()) {
            return tr("%1 cannot be written: %2").arg(harmless(entry.fileName()), entry.errorString());
        }
    }
    becomes(on ? State::on : State::off);
    return {};
}

}  // namespace shoal::gui
