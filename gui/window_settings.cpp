#include "gui/window_settings.h"

#include <QStandardPaths>
#include <QVariant>

namespace shoal::gui {
namespace {

QString usual_path() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/shoal/window.ini");
}

constexpr const char* appearance_names[] = {"system", "light", "dark"};  // in the order of the enum

}  // namespace

WindowSettings::WindowSettings(const QString& path, QObject* parent)
    : QObject{parent}, file_{path.isEmpty() ? usual_path() : path, QSettings::IniFormat} {}

Appearance WindowSettings::appearance() const {
    const auto name = file_.value(QStringLiteral("window/appearance")).toString();
    for (const auto each : {Appearance::light, Appearance::dark}) {
        if (name == QLatin1String{appearance_names[static_cast<std::size_t>(each)]}) return each;
    }
    return Appearance::system;
}

void WindowSettings::set_appearance(Appearance appearance) {
    put(QStringLiteral("window/appearance"),
        QString::fromLatin1(appearance_names[static_cast<std::size_t>(appearance)]));
}

QString WindowSettings::magnet_before() const {
    return file_.value(QStringLiteral("links/magnet-before")).toString();
}

void WindowSettings::set_magnet_before(const QString& desktop_entry) {
    put(QStringLiteral("links/magnet-before"), desktop_entry);
}

bool WindowSettings::save() {
    file_.sync();
    return file_.status() == QSettings::NoError;
}

bool WindowSettings::flag(const char* name, bool usual) const {
    return file_.value(QLatin1String{name}, usual).toBool();
}

void WindowSettings::set_flag(const char* name, bool on, bool usual) {
    if (flag(name, usual) != on) put(QLatin1String{name}, on);
}

QByteArray WindowSettings::bytes(const QString& name) const {
    return QByteArray::fromBase64(file_.value(name).toByteArray());
}

void WindowSettings::set_bytes(const QString& name, const QByteArray& value) {
    put(name, QString::fromLatin1(value.toBase64()));
}

void WindowSettings::put(const QString& name, const QVariant& value) {
    if (file_.value(name) == value) return;
    file_.setValue(name, value);
    Q_EMIT changed();
}

}  // namespace shoal::gui
