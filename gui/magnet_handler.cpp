#include "gui/magnet_handler.h"

#include <QFile>
#include <QPointer>
#include <QSaveFile>
#include <QStandardPaths>

#include "gui/format.h"
#include "gui/window_settings.h"

namespace shoal::gui {
namespace {

const QString ours = QStringLiteral("org.shoal.Shoal.desktop");
const QString magnet = QStringLiteral("x-scheme-handler/magnet");

}  // namespace

MagnetHandler::MagnetHandler(ProgramRunner& programs, WindowSettings& settings, QString config_dir, QObject* parent)
    : QObject{parent}, programs_{programs}, settings_{settings}, config_dir_{std::move(config_dir)} {
    if (config_dir_.isEmpty()) {
        config_dir_ = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    }
}

void MagnetHandler::look() {
    programs_.run({QStringLiteral("xdg-mime"), QStringLiteral("query"), QStringLiteral("default"), magnet}, this,
                  [this](const ProgramEnd& end) {
                      now_ = end.is_good() ? end.output : QString{};
                      is_ours_ = now_ == ours;
                      Q_EMIT looked();
                  });
}

void MagnetHandler::set(bool on, QObject* context, Done done) {
    if (on && !is_ours_) settings_.set_magnet_before(now_);
    const auto before = settings_.magnet_before();
    if (on || !before.isEmpty()) return make_default(on ? ours : before, context, std::move(done));
    const auto problem = forget();
    look();
    QMetaObject::invokeMethod(
        context, [done = std::move(done), problem] { done(problem); }, Qt::QueuedConnection);
}

void MagnetHandler::make_default(const QString& entry, QObject* context, Done done) {
    programs_.run({QStringLiteral("xdg-mime"), QStringLiteral("default"), entry, magnet}, this,
                  [this, there = QPointer<QObject>{context}, done = std::move(done)](const ProgramEnd& end) {
                      look();
                      if (!there) return;
                      if (end.is_good()) return done({});
                      done(end.mistakes.isEmpty()
                               ? tr("The desktop’s tool for this (xdg-mime) could not be run. Install xdg-utils.")
                               : tr("The desktop’s tool for this (xdg-mime) answered: %1").arg(harmless(end.mistakes)));
                  });
}

// xdg-mime can name a program but not take one away.
QString MagnetHandler::forget() {
    QFile list{config_dir_ + QStringLiteral("/mimeapps.list")};
    if (!list.exists()) return {};
    if (!list.open(QIODevice::ReadOnly)) {
        return tr("%1 cannot be read: %2").arg(harmless(list.fileName()), list.errorString());
    }
    const auto text = list.readAll();
    const auto without = without_default(text, magnet.toLatin1(), ours.toLatin1());
    if (without == text) return {};
    QSaveFile out{list.fileName()};
    if (!out.open(QIODevice::WriteOnly) || out.write(without) != without.size() || !out.commit()) {
        return tr("%1 cannot be written: %2").arg(harmless(out.fileName()), out.errorString());
    }
    return {};
}

QByteArray without_default(const QByteArray& list, const QByteArray& type, const QByteArray& entry) {
    QList<QByteArray> out;
    bool is_defaults = false;
    for (const auto& line : list.split('\n')) {
        if (line.startsWith('[')) is_defaults = line.trimmed() == "[Default Applications]";
        const auto equals = line.indexOf('=');
        if (!is_defaults || equals < 0 || line.first(equals).trimmed() != type) {
            out.push_back(line);
            continue;
        }
        auto entries = line.sliced(equals + 1).trimmed().split(';');
        entries.removeAll(entry);
        entries.removeAll(QByteArray{});
        if (!entries.isEmpty()) out.push_back(type + '=' + entries.join(';') + ';');
    }
    return out.join('\n');
}

}  // namespace shoal::gui
