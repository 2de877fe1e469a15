#pragma once
// What the window remembers of itself, in a file of its own ($XDG_CONFIG_HOME/shoal/window.ini): nothing of it matters
// to an engine.

#include <cstdint>

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QString>

#include "gui/theme.h"

namespace shoal::gui {

/// Changes are on disk soon after, at the latest when the object ends.
class WindowSettings : public QObject {
    Q_OBJECT

public:
    /// `path` empty: the usual file.
    explicit WindowSettings(const QString& path = {}, QObject* parent = nullptr);

    [[nodiscard]] Appearance appearance() const;
    void set_appearance(Appearance appearance);
    /// Whether the list shows comfortable rows, else a table.
    [[nodiscard]] bool has_rows() const { return flag("list/rows", true); }
    void set_rows(bool on) { set_flag("list/rows", on, true); }
    /// Whether the pane of details is shown.
    [[nodiscard]] bool has_details() const { return flag("window/details", true); }
    void set_details(bool on) { set_flag("window/details", on, true); }
    /// Which page of it, from 0.
    [[nodiscard]] int details_tab() const { return file_.value(QStringLiteral("window/details-tab"), 0).toInt(); }
    void set_details_tab(int tab) { put(QStringLiteral("window/details-tab"), tab); }
    /// As ShareListView::save_columns has them.
    [[nodiscard]] QByteArray columns() const { return bytes("list/columns"); }
    void set_columns(const QByteArray& columns) { set_bytes("list/columns", columns); }
    /// As QWidget::saveGeometry has it.
    [[nodiscard]] QByteArray geometry() const { return bytes("window/geometry"); }
    void set_geometry(const QByteArray& geometry) { set_bytes("window/geometry", geometry); }
    /// Of splitters and bars, as QMainWindow::saveState or QSplitter::saveState have it; by name.
    [[nodiscard]] QByteArray layout(const QString& name) const { return bytes("window/layout-" + name); }
    void set_layout(const QString& name, const QByteArray& state) { set_bytes("window/layout-" + name, state); }

    /// Whether a link in the clipboard is offered.
    [[nodiscard]] bool offers_clipboard() const { return flag("links/clipboard", false); }
    void set_offers_clipboard(bool on) { set_flag("links/clipboard", on, false); }
    /// Whether closing the window leaves the program in the tray, where there is one.
    [[nodiscard]] bool closes_to_tray() const { return flag("window/close-to-tray", true); }
    void set_closes_to_tray(bool on) { set_flag("window/close-to-tray", on, true); }
    /// Whether the desktop tells of what is complete or in trouble.
    [[nodiscard]] bool notifies() const { return flag("window/notifications", true); }
    void set_notifies(bool on) { set_flag("window/notifications", on, true); }
    /// Whether the first page was answered.
    [[nodiscard]] bool is_first_run_done() const { return flag("window/first-run-done", false); }
    void set_first_run_done(bool done) { set_flag("window/first-run-done", done, false); }
    /// The program that opened magnet links before we were asked to; a desktop entry's id, empty: none.
    [[nodiscard]] QString magnet_before() const;
    void set_magnet_before(const QString& desktop_entry);

    /// Writes what is not written yet. Whether everything could be.
    bool save();

Q_SIGNALS:
    /// One of them is another now.
    void changed();

private:
    [[nodiscard]] bool flag(const char* name, bool usual) const;
    void set_flag(const char* name, bool on, bool usual);
    [[nodiscard]] QByteArray bytes(const QString& name) const;
    void set_bytes(const QString& name, const QByteArray& value);
    void put(const QString& name, const QVariant& value);

    QSettings file_;
};

}  // namespace shoal::gui
