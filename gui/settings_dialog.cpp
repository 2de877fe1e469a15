#include "gui/settings_dialog.h"

#include <array>

#include <QApplication>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "gui/config_entry.h"
#include "gui/first_size.h"
#include "gui/format.h"
#include "gui/setting_editor.h"
#include "gui/switch.h"
#include "gui/theme.h"
#include "gui/window_settings.h"

namespace shoal::gui {
namespace {

constexpr std::array page_symbols{"general", "transfers", "speed", "network", "privacy", "advanced"};

}  // namespace

SettingsDialog::SettingsDialog(EngineClient& client, WindowSettings& window, ConfigFile& file, ProgramRunner& programs,
                               QWidget* parent, SettingUptake::HangUp hang_up)
    : QDialog{parent}, client_{client}, window_{window}, file_{file}, uptake_{client, file, std::move(hang_up)},
      autostart_{programs}, magnet_{programs, window} {
    setObjectName(QStringLiteral("settings_dialog"));
    setWindowTitle(tr("Settings"));
    lay_out();
    add_window_rows();
    add_config_rows();
    connect(&file_, &ConfigFile::changed, this, &SettingsDialog::show_problem);
    connect(search_, &QLineEdit::textChanged, this, &SettingsDialog::filter);
    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) stack_->setCurrentIndex(row);
    });
    auto* find = new QShortcut{QKeySequence::Find, this};
    connect(find, &QShortcut::activated, search_, qOverload<>(&QWidget::setFocus));
    list_->setCurrentRow(0);
    show_problem();
    colour_pages();
    autostart_.look();
    magnet_.look();
    file_.reload();
    search_->setFocus();
}

void SettingsDialog::lay_out() {
    search_ = new QLineEdit{this};
    search_->setObjectName(QStringLiteral("search"));
    search_->setPlaceholderText(tr("Search settings"));
    search_->setAccessibleName(tr("Search settings"));
    search_->setClearButtonEnabled(true);
    list_ = new QListWidget{this};
    list_->setObjectName(QStringLiteral("pages"));
    list_->setAccessibleName(tr("Pages of settings"));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setSpacing(2);
    list_->viewport()->setAutoFillBackground(false);
    stack_ = new QStackedWidget{this};
    for (std::size_t i = 0; i < setting_page_count; ++i) {
        const auto page = static_cast<SettingPage>(i);
        list_->addItem(page_title(page));
        pages_.push_back(make_page(page));
        stack_->addWidget(pages_.back().area);
    }
    nothing_ = new QLabel{tr("No setting is called that."), this};
    nothing_->setObjectName(QStringLiteral("nothing"));
    nothing_->setAlignment(Qt::AlignCenter);
    nothing_->setWordWrap(true);
    stack_->addWidget(nothing_);
    problem_ = new QLabel{this};
    problem_->setObjectName(QStringLiteral("problem"));
    problem_->setTextFormat(Qt::PlainText);
    problem_->setWordWrap(true);

    auto* side = new QVBoxLayout;
    side->setSpacing(12);
    side->addWidget(search_);
    side->addWidget(list_, 1);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(16);
    middle->addLayout(side);
    middle->addWidget(stack_, 1);
    auto* buttons = new QDialogButtonBox{this};
    auto* open = buttons->addButton(tr("&Open the file"), QDialogButtonBox::ActionRole);
    open->setObjectName(QStringLiteral("open_file"));
    open->setToolTip(harmless(QString::fromStdString(file_.path())));
    auto* close = buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    // Enter in a field means that field; nothing here waits to be accepted.
    for (auto* button : {open, close}) button->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(file_.path()))); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(problem_);
    column->addLayout(middle, 1);
    column->addWidget(buttons);
    const auto em = fontMetrics().averageCharWidth();
    const int wide = std::max(list_->sizeHintForColumn(0) + 5 * em, 24 * em);
    list_->setFixedWidth(wide);
    search_->setFixedWidth(wide);
    give_first_size(*this, {wide + 88 * em, 40 * fontMetrics().lineSpacing()});
}

SettingsDialog::Page SettingsDialog::make_page(SettingPage page) {
    auto* area = new QScrollArea{this};
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget{area};
    auto* title = new QLabel{page_title(page), inside};
    auto large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    auto* rows = new SettingCard{inside};
    auto* column = new QVBoxLayout{inside};
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(rows);
    column->addStretch(1);
    area->setWidget(inside);
    area->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    return {area, rows};
}

void SettingsDialog::show_page(SettingPage page) {
    list_->setCurrentRow(static_cast<int>(page));
}

SettingPage SettingsDialog::page() const {
    return static_cast<SettingPage>(list_->currentRow());
}

// --- the window's own ------------------------------------------------------------------------------------------------

SettingRow* SettingsDialog::add_switch(SettingPage page, const QString& name, const SettingRow::Texts& texts) {
    auto* control = new Switch{this};
    control->setObjectName(name);
    control->setAccessibleName(texts.label);
    control->setAccessibleDescription(texts.meaning);
    auto* row = new SettingRow{texts, control, false, card(page)};
    row->setObjectName(QStringLiteral("row:") + name);
    card(page)->add(row);
    return row;
}

void SettingsDialog::add_window_rows() {
    add_appearance();
    add_autostart();
    const auto add_flag = [this](SettingPage page, const char* name, const SettingRow::Texts& texts,
                                 bool (WindowSettings::*get)() const, void (WindowSettings::*set)(bool)) {
        auto* control = add_switch(page, QLatin1String{name}, texts)->findChild<Switch*>();
        const auto show = [this, control, get] { control->setChecked((window_.*get)()); };
        show();
        connect(control, &Switch::clicked, this, [this, set](bool on) { (window_.*set)(on); });
        connect(&window_, &WindowSettings::changed, control, show);
    };
    add_flag(SettingPage::general, "notifications",
             {tr("Notifications"), tr("The desktop tells when a download is complete or has stopped.")},
             &WindowSettings::notifies, &WindowSettings::set_notifies);
    add_flag(SettingPage::general, "close_to_tray",
             {tr("Keep running when the window is closed"),
              tr("Shoal stays in the system tray, where the desktop has one.")},
             &WindowSettings::closes_to_tray, &WindowSettings::set_closes_to_tray);
    add_magnet();
    add_flag(SettingPage::privacy, "clipboard",
             {tr("Offer links from the clipboard"),
              tr("Looks at what you copy, and offers to get it if it is a Shoal link.")},
             &WindowSettings::offers_clipboard, &WindowSettings::set_offers_clipboard);
}

void SettingsDialog::add_appearance() {
    auto* choice = new QComboBox{this};
    choice->setObjectName(QStringLiteral("appearance"));
    choice->addItem(tr("As the desktop"), static_cast<int>(Appearance::system));
    choice->addItem(tr("Light"), static_cast<int>(Appearance::light));
    choice->addItem(tr("Dark"), static_cast<int>(Appearance::dark));
    choice->setCurrentIndex(choice->findData(static_cast<int>(window_.appearance())));
    const SettingRow::Texts texts{tr("Appearance"), tr("Light or dark windows.")};
    choice->setAccessibleName(texts.label);
    choice->setAccessibleDescription(texts.meaning);
    auto* row = new SettingRow{texts, choice, false, card(SettingPage::general)};
    row->setObjectName(QStringLiteral("row:appearance"));
    card(SettingPage::general)->add(row);
    connect(choice, &QComboBox::activated, this, [this, choice] {
        const auto appearance = static_cast<Appearance>(choice->currentData().toInt());
        window_.set_appearance(appearance);
        apply_appearance(*qApp, appearance);
    });
}

void SettingsDialog::add_autostart() {
    auto* row = add_switch(
        SettingPage::general, QStringLiteral("autostart"),
        {tr("Start with the session"), tr("Shares stay available in the background from the moment you log in.")});
    auto* control = row->findChild<Switch*>();
    control->setEnabled(false);
    const auto show = [this, control] {
        control->setEnabled(autostart_.state() != Autostart::State::unknown);
        control->setChecked(autostart_.state() == Autostart::State::on);
    };
    connect(&autostart_, &Autostart::looked, control, show);
    connect(control, &Switch::clicked, this, [this, row, control, show](bool on) {
        control->setEnabled(false);
        const auto connection = client_.connection();
        const bool runs_here = connection.state == Connection::State::ready && !connection.remote;
        autostart_.set(on, !runs_here, row, [row, show](const QString& problem) {
            show();
            row->show_note(problem.isEmpty() ? SettingRow::Note::none : SettingRow::Note::mistake, problem);
        });
    });
}

void SettingsDialog::add_magnet() {
    auto* row = add_switch(SettingPage::general, QStringLiteral("magnet"),
                           {tr("Open magnet links with Shoal"),
                            tr("BitTorrent programs use such links too, and would not be asked any more. Links that "
                               "begin with shoal: always come here.")});
    auto* control = row->findChild<Switch*>();
    const auto show = [this, control] {
        control->setEnabled(true);
        control->setChecked(magnet_.is_ours());
    };
    control->setEnabled(false);
    connect(&magnet_, &MagnetHandler::looked, control, show);
    connect(control, &Switch::clicked, this, [this, row, control](bool on) {
        control->setEnabled(false);
        magnet_.set(on, row, [row](const QString& problem) {
            row->show_note(problem.isEmpty() ? SettingRow::Note::none : SettingRow::Note::mistake, problem);
        });
    });
}

// --- the engine's ----------------------------------------------------------------------------------------------------

void SettingsDialog::add_config_rows() {
    for (const auto& info : setting_table()) {
        const auto words = setting_words(info);
        const auto key = QString::fromUtf8(info.key.data(), static_cast<qsizetype>(info.key.size()));
        auto* editor = make_setting_editor(info, this);
        editor->setObjectName(QStringLiteral("editor:") + key);
        editor->set_spoken(words.label, words.meaning);
        auto* row = new SettingRow{{words.label, words.meaning, key}, editor, editor->is_wide(), card(words.page)};
        row->setObjectName(QStringLiteral("setting:") + key);
        card(words.page)->add(row);
        entries_.push_back(new ConfigEntry{info, file_, uptake_, *editor, *row});
    }
}

void SettingsDialog::show_problem() {
    problem_->setVisible(!file_.problem().isEmpty());
    problem_->setText(tr("The configuration file has a mistake. Until it is mended, nothing can be changed here: %1")
                          .arg(file_.problem()));
}

void SettingsDialog::done(int result) {
    for (auto* entry : entries_) entry->flush();
    QDialog::done(result);
}

// --- search ----------------------------------------------------------------------------------------------------------

void SettingsDialog::filter(const QString& text) {
    const auto words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    int first = -1;
    for (int i = 0; i < pages_.size(); ++i) {
        bool has_hit = false;
        for (auto* row : pages_[i].card->rows()) {
            const bool hit = row->matches(words);
            row->setVisible(hit);
            has_hit = has_hit || hit;
        }
        list_->item(i)->setHidden(!has_hit);
        if (has_hit && first < 0) first = i;
        pages_[i].card->update();
    }
    const int now = list_->currentRow();
    if (first < 0) return stack_->setCurrentWidget(nothing_);
    if (now < 0 || list_->item(now)->isHidden()) list_->setCurrentRow(first);
    stack_->setCurrentIndex(list_->currentRow());
}

void SettingsDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && list_ != nullptr) colour_pages();
}

void SettingsDialog::colour_pages() {
    for (int i = 0; i < list_->count(); ++i) {
        list_->item(i)->setIcon(symbol(QLatin1String{page_symbols[static_cast<std::size_t>(i)]}));
    }
    auto trouble = problem_->palette();
    trouble.setColor(QPalette::WindowText, colours(palette()).bad);
    problem_->setPalette(trouble);
}

}  // namespace shoal::gui
