#include "gui/first_run.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/application_icon.h"
#include "gui/folder_state.h"
#include "gui/format.h"
#include "gui/switch.h"
#include "gui/theme.h"
#include "gui/window_settings.h"

namespace shoal::gui {
namespace {

QLabel* words(const QString& text, QWidget* parent) {
    auto* out = new QLabel{text, parent};
    out->setTextFormat(Qt::PlainText);
    out->setWordWrap(true);
    return out;
}

QLabel* strong(QLabel* label, double factor = 1) {
    auto font = label->font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QLabel* tinted(QLabel* label, const QColor& colour) {
    auto palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
    return label;
}

}  // namespace

FirstRun::FirstRun(WindowSettings& window, ConfigFile& file, Autostart& autostart, QWidget* parent)
    : QDialog{parent}, window_{window}, file_{file},
      autostart_{autostart}, folder_{new QLineEdit{this}}, lan_{new Switch{this}},
      background_{new Switch{this}}, problem_{words({}, this)}, begin_{new QPushButton{tr("&Start"), this}} {
    setObjectName(QStringLiteral("first_run"));
    setWindowTitle(tr("Welcome to Shoal"));
    folder_->setObjectName(QStringLiteral("folder"));
    folder_->setText(QString::fromStdString(file_.settings().download_dir));
    lan_->setObjectName(QStringLiteral("lan"));
    lan_->setChecked(file_.settings().lan);
    background_->setObjectName(QStringLiteral("background"));
    background_->setChecked(autostart_.state() == Autostart::State::on);
    problem_->setObjectName(QStringLiteral("problem"));
    problem_->hide();
    begin_->setObjectName(QStringLiteral("begin"));
    begin_->setDefault(true);
    lay_out();
    connect(folder_, &QLineEdit::textEdited, this, &FirstRun::check);
    connect(begin_, &QPushButton::clicked, this, &FirstRun::begin);
    connect(&autostart_, &Autostart::looked, this, [this] {
        if (autostart_.state() == Autostart::State::on) background_->setChecked(true);
    });
    autostart_.look();
}

void FirstRun::lay_out() {
    const auto& look = colours(palette());
    auto* picture = new QLabel{this};
    const int side = 3 * fontMetrics().height();
    picture->setPixmap(application_icon().pixmap(QSize{side, side}, devicePixelRatioF()));
    auto* greeting = new QVBoxLayout;
    greeting->setSpacing(2);
    greeting->addWidget(strong(words(tr("Welcome to Shoal"), this), 1.4));
    greeting->addWidget(
        tinted(words(tr("Send folders and files from person to person, with nobody in between."), this), look.subtle));
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(picture);
    head->addLayout(greeting, 1);

    auto* folder_label = strong(words(tr("&Download folder"), this));
    folder_label->setBuddy(folder_);
    folder_->setAccessibleName(tr("Download folder"));
    auto* choose = new QPushButton{tr("&Choose…"), this};
    choose->setObjectName(QStringLiteral("choose"));
    choose->setAccessibleName(tr("Choose the download folder"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &FirstRun::choose);
    auto* folder = new QHBoxLayout;
    folder->setSpacing(8);
    folder->addWidget(folder_, 1);
    folder->addWidget(choose);
    auto* folder_question = new QVBoxLayout;
    folder_question->setSpacing(6);
    folder_question->addWidget(folder_label);
    folder_question->addLayout(folder);

    auto* buttons = new QDialogButtonBox{this};
    buttons->addButton(begin_, QDialogButtonBox::AcceptRole);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(20);
    column->addLayout(head);
    column->addLayout(folder_question);
    column->addLayout(question(tr("Find other devices on this network"),
                               tr("Lets people nearby exchange files directly. Say no in networks you do not trust."),
                               *lan_));
    column->addLayout(question(tr("Start with the session"),
                               tr("Keeps your shares available in the background, also when this window is closed."),
                               *background_));
    column->addWidget(tinted(words(tr("All of this can be changed later in the settings."), this), look.subtle));
    column->addWidget(tinted(problem_, look.bad));
    column->addStretch(1);
    column->addWidget(buttons);
    // Labels that wrap make it as high as it has to be at this width.
    const int wide = 70 * fontMetrics().averageCharWidth();
    setMinimumWidth(wide);
    resize(wide, column->totalHeightForWidth(wide));
}

QLayout* FirstRun::question(const QString& label, const QString& meaning, Switch& answer) {
    answer.setAccessibleName(label);
    answer.setAccessibleDescription(meaning);
    auto* text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(strong(words(label, this)));
    text->addWidget(tinted(words(meaning, this), colours(palette()).subtle));
    auto* line = new QHBoxLayout;
    line->setSpacing(16);
    line->addLayout(text, 1);
    line->addWidget(&answer, 0, Qt::AlignTop);
    return line;
}

void FirstRun::choose() {
    auto* dialog = new QFileDialog{this, tr("Choose the download folder"), folder_->text()};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        folder_->setText(path);
        check();
    });
    dialog->open();
}

void FirstRun::check() {
    Settings any;
    const bool is_whole = apply_value(any, "download_dir", folder_->text().toStdString()).has_value();
    const auto problem =
        is_whole ? look_at_folder(folder_->text()).problem : tr("Give the whole path of a folder; it begins with /.");
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
    begin_->setEnabled(problem.isEmpty());
}

// One after the other: what cannot be written is told, and the page stays.
void FirstRun::begin() {
    begin_->setEnabled(false);
    problem_->hide();
    const auto folder = folder_->text().toStdString();
    if (folder == file_.settings().download_dir) return write_lan();
    file_.set(this, "download_dir", folder, [this](const Result<>& result) {
        result ? write_lan() : trouble(harmless(QString::fromStdString(result.error().what)));
    });
}

void FirstRun::write_lan() {
    if (lan_->isChecked() == file_.settings().lan) return set_autostart();
    file_.set(this, "lan", lan_->isChecked() ? "on" : "off", [this](const Result<>& result) {
        result ? set_autostart() : trouble(harmless(QString::fromStdString(result.error().what)));
    });
}

void FirstRun::set_autostart() {
    if (background_->isChecked() == (autostart_.state() == Autostart::State::on)) return accept();
    autostart_.set(background_->isChecked(), true, this,
                   [this](const QString& problem) { problem.isEmpty() ? accept() : trouble(problem); });
}

void FirstRun::trouble(const QString& what) {
    problem_->setText(what);
    problem_->show();
    begin_->setEnabled(true);
}

void FirstRun::done(int result) {
    window_.set_first_run_done(true);
    QDialog::done(result);
}

}  // namespace shoal::gui
