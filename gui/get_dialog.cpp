#include "gui/get_dialog.h"

#include <algorithm>
#include <utility>

#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "gui/file_tree_view.h"
#include "gui/format.h"
#include "gui/link_text.h"
#include "gui/notice.h"
#include "gui/peer_search.h"
#include "gui/primary_button.h"
#include "gui/text_label.h"

namespace shoal::gui {
namespace {

constexpr int max_field = 256 * 1024;  // characters: many links at once

int plural(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, 1U << 30U));
}

bool is_away(const Error& error) {
    return error.code == Errc::unreachable || error.code == Errc::closed;
}

}  // namespace

GetDialog::GetDialog(EngineClient& client, ShareStore& store, const QString& text, const QString& download_dir,
                     QWidget* parent, DownloadPlace::Look look)
    : QDialog{parent}, client_{client}, store_{store}, pages_{new QStackedWidget{this}},
      heading_{new TextLabel{{}, this, TextLabel::Tone::plain, TextLabel::Size::title}},
      count_{new TextLabel{{}, this, TextLabel::Tone::subtle}}, field_{new QLineEdit{this}},
      about_link_{new Notice{this}}, search_{new PeerSearch{client, this}}, size_{new TextLabel{
                                                                                {}, this, TextLabel::Tone::subtle}},
      tree_{new FileTree{this}}, files_{new FileTreeView{*tree_, this}}, place_{new DownloadPlace{download_dir, this,
                                                                                                  std::move(look)}},
      replace_{new QCheckBox{tr("&Replace what is there"), this}}, trouble_{new Notice{this}},
      forget_{new QPushButton{tr("Do &not get it"), this}}, close_{new QPushButton{this}}, go_{new PrimaryButton{
                                                                                               QString{}, this}} {
    setObjectName(QStringLiteral("get_dialog"));
    setWindowTitle(tr("Get"));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(heading_);
    layout->addWidget(count_);
    pages_->addWidget(build_link());
    pages_->addWidget(build_looking());
    pages_->addWidget(build_choosing());
    layout->addWidget(pages_, 1);
    layout->addWidget(trouble_);
    layout->addWidget(replace_);
    build_buttons(*layout);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 18);
    connect(&store_, &ShareStore::changed, this, &GetDialog::shares_changed);
    connect(&client_, &EngineClient::connection_changed, this, &GetDialog::connection_changed);
    set_step(Step::link);
    field_->setText(text.isEmpty() && !links_in(QGuiApplication::clipboard()->text()).isEmpty()
                        ? QGuiApplication::clipboard()->text().trimmed()
                        : text.trimmed());
    field_->selectAll();
    // On a later turn: whoever opens this hears the signals then.
    if (!links_in(text).isEmpty()) QMetaObject::invokeMethod(this, &GetDialog::take_links, Qt::QueuedConnection);
}

QWidget* GetDialog::build_link() {
    auto* page = new QWidget{this};
    auto* name = new QLabel{tr("&Link that somebody sent you"), page};
    name->setBuddy(field_);
    field_->setObjectName(QStringLiteral("get_link"));
    field_->setAccessibleName(tr("Link that somebody sent you"));
    field_->setPlaceholderText(tr("shoal:… or magnet:?xt=urn:shoal:…"));
    field_->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    field_->setMaxLength(max_field);
    field_->setClearButtonEnabled(true);
    about_link_->setObjectName(QStringLiteral("get_about_link"));
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(name);
    layout->addWidget(field_);
    layout->addWidget(about_link_);
    layout->addStretch(1);
    connect(field_, &QLineEdit::textChanged, this, &GetDialog::link_changed);
    return page;
}

QWidget* GetDialog::build_looking() {
    auto* page = new QWidget{this};
    auto* busy = new QProgressBar{page};
    busy->setRange(0, 0);
    busy->setTextVisible(false);
    busy->setFixedHeight(fontMetrics().height() / 2);
    busy->setAccessibleName(tr("Looking for peers"));
    auto* hint =
        new TextLabel{tr("You can close this window: Shoal goes on looking, and the share waits in your list."), page,
                      TextLabel::Tone::subtle};
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(busy);
    layout->addWidget(search_, 1);
    layout->addWidget(hint);
    return page;
}

QWidget* GetDialog::build_choosing() {
    auto* page = new QWidget{this};
    size_->setObjectName(QStringLiteral("get_size"));
    replace_->setObjectName(QStringLiteral("get_replace"));
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(size_);
    layout->addWidget(files_, 1);
    layout->addWidget(place_);
    connect(tree_, &FileTree::choice_changed, this, &GetDialog::forget_trouble);
    connect(place_, &DownloadPlace::folder_changed, this, &GetDialog::forget_trouble);
    connect(place_, &DownloadPlace::changed, this, &GetDialog::refresh);
    return page;
}

void GetDialog::build_buttons(QVBoxLayout& layout) {
    heading_->setObjectName(QStringLiteral("get_heading"));
    count_->setObjectName(QStringLiteral("get_count"));
    trouble_->setObjectName(QStringLiteral("get_trouble"));
    forget_->setObjectName(QStringLiteral("get_forget"));
    close_->setObjectName(QStringLiteral("get_close"));
    go_->setObjectName(QStringLiteral("get_go"));
    forget_->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(forget_);
    row->addStretch(1);
    row->addWidget(close_);
    row->addWidget(go_);
    layout.addLayout(row);
    connect(forget_, &QPushButton::clicked, this, &GetDialog::forget);
    connect(close_, &QPushButton::clicked, this, &GetDialog::later);
    connect(go_, &QPushButton::clicked, this, [this] { step_ == Step::link ? take_links() : start(); });
}

// --- what is shown ---------------------------------------------------------------------------------------------------

void GetDialog::set_step(Step step) {
    step_ = step;
    pages_->setCurrentIndex(static_cast<int>(step));
    if (step != Step::looking) search_->end();
    forget_trouble();
    if (step == Step::link) return field_->setFocus();
    (step == Step::looking ? close_ : go_)->setFocus();
}

void GetDialog::refresh() {
    const bool is_link = step_ == Step::link, is_choosing = step_ == Step::choosing;
    heading_->setText(is_link           ? tr("Get what somebody shares")
                      : is_choosing     ? tr("“%1”").arg(name_)
                      : name_.isEmpty() ? tr("Looking for somebody who has it")
                                        : tr("Looking for somebody who has “%1”").arg(name_));
    count_->setText(tr("Link %1 of %2").arg(total_ - waiting_.size()).arg(total_));
    count_->setVisible(!is_link && total_ > 1);
    forget_->setVisible(!is_link);
    close_->setText(is_link ? tr("Cancel") : is_choosing ? tr("&Later") : tr("Go on in the &background"));
    go_->setVisible(step_ != Step::looking);
    go_->setText(is_link ? tr("&Go on") : tr("&Start"));
    go_->setDefault(step_ != Step::looking);
    close_->setDefault(step_ == Step::looking);
    if (is_link) go_->setEnabled(!links_in(field_->text()).isEmpty());
    if (!is_choosing) return;
    place_->set_needed(tree_->chosen_bytes());
    go_->setEnabled(!starting_ && tree_->chosen_files() > 0 && place_->is_fine());
}

/// It was of other files or another folder; so was what a person said to replace.
void GetDialog::forget_trouble() {
    trouble_->clear();
    replace_->setChecked(false);
    replace_->hide();
    refresh();
}

void GetDialog::link_changed() {
    const auto links = links_in(field_->text());
    refresh();
    if (field_->text().trimmed().isEmpty()) return about_link_->clear();
    if (links.isEmpty()) return about_link_->tell(Notice::Kind::bad, link_problem(link_kind(field_->text())));
    if (links.size() > 1) {
        return about_link_->tell(Notice::Kind::good,
                                 tr("%Ln link(s), one after the other", nullptr, static_cast<int>(links.size())));
    }
    const auto magnet = Magnet::parse(links.front().toStdString());
    const auto name = magnet ? link_name(*magnet) : QString{};
    if (magnet && is_known(link_tag(*magnet))) {
        const auto* share = store_.find(link_tag(*magnet));
        return about_link_->tell(Notice::Kind::info, tr("You have this already: “%1”.").arg(harmless(share->name)),
                                 tr("Go on shows it in your list."));
    }
    const auto size = magnet && magnet->bytes ? format_bytes(*magnet->bytes) : QString{};
    about_link_->tell(Notice::Kind::good, name.isEmpty()   ? tr("This is a good link.")
                                          : size.isEmpty() ? tr("“%1”, as the link says").arg(name)
                                                           : tr("“%1”, %2, as the link says").arg(name, size));
}

// --- links -----------------------------------------------------------------------------------------------------------

bool GetDialog::is_known(const std::string& tag) const {
    const auto* share = store_.find(tag);
    return share != nullptr && (!share->path.empty() || share->temporary ||
                                (share->state != ShareState::resolving && share->state != ShareState::resolved &&
                                 share->state != ShareState::paused));
}

void GetDialog::take_links() {
    waiting_ = links_in(field_->text());
    total_ = static_cast<int>(waiting_.size());
    if (total_ > 0) next_link();
}

/// Those that are there already are only pointed at.
void GetDialog::next_link() {
    while (!waiting_.isEmpty()) {
        const auto link = waiting_.takeFirst();
        const auto magnet = Magnet::parse(link.toStdString());
        if (!magnet) continue;
        tag_ = link_tag(*magnet);
        if (is_known(tag_)) {
            Q_EMIT known(tag_);
            continue;
        }
        name_ = link_name(*magnet);
        return look_for(link);
    }
    accept();
}

void GetDialog::look_for(const QString& link) {
    link_ = link;
    set_step(Step::looking);
    search_->begin(tag_);
    const auto* share = store_.find(tag_);
    if (share != nullptr && share->paused) {  // before its files were known; now somebody wants it
        client_.ask(this, ResumeShares{.tags = {tag_}}, [](const Result<ShareList>&) {});
    }
    resolve();
}

void GetDialog::resolve() {
    ask_ = client_.ask(this, ResolveLink{.link = link_.toStdString()}, [this, tag = tag_](Result<LinkResolved> found) {
        if (tag != tag_ || step_ != Step::looking) return;
        ask_ = 0;
        if (!found) return not_resolved(found.error());
        resolved(std::move(*found));
    });
}

void GetDialog::not_resolved(const Error& error) {
    if (is_away(error)) {
        trouble_->tell(Notice::Kind::warn, tr("Shoal's engine does not answer now."),
                       tr("Looking goes on when it is back."));
    } else {
        trouble_->tell(Notice::Kind::bad, harmless(error.what));
    }
}

void GetDialog::resolved(LinkResolved found) {
    name_ = harmless(found.name);
    tree_->set_files(found.files);
    meant_some_ =
        !std::all_of(found.files.begin(), found.files.end(), [](const FileView& file) { return file.wanted; });
    files_->setVisible(!found.single);
    size_->setVisible(found.single);  // the tree tells it too
    const auto files = tr("%Ln file(s)", nullptr, plural(found.files.size()));
    size_->setText(tr("%1, %2").arg(files, format_bytes(found.bytes)));
    place_->set_names({QString::fromStdString(found.name), QString::fromStdString(".shoal-" + found.tag)});
    starting_ = false;
    set_step(Step::choosing);
    if (!found.single) resize(width(), std::max(height(), fontMetrics().height() * 34));
}

void GetDialog::go_on_with(const std::string& tag) {
    const auto* share = store_.find(tag);
    tag_ = tag;
    name_ = share != nullptr ? harmless(share->name) : QString{};
    total_ = 1;
    set_step(Step::looking);
    search_->begin(tag_);
    client_.ask(this, GetLink{.tag = tag}, [this](Result<LinkView> link) {
        if (!link) return not_resolved(link.error());
        link_ = QString::fromStdString(link->link);
        resolve();
    });
}

void GetDialog::shares_changed(const std::vector<std::string>& tags) {
    if (step_ != Step::looking || std::find(tags.begin(), tags.end(), tag_) == tags.end()) return;
    if (const auto* share = store_.find(tag_)) search_->show_share(*share);
}

void GetDialog::connection_changed() {
    if (!client_.is_ready() || step_ != Step::looking || ask_ != 0) return;
    trouble_->clear();
    link_.isEmpty() ? go_on_with(tag_) : resolve();
}

// --- the download ----------------------------------------------------------------------------------------------------

void GetDialog::start() {
    if (!go_->isEnabled()) return;
    StartDownload request{.tag = tag_, .directory = QFile::encodeName(place_->folder()).toStdString()};
    request.overwrite = replace_->isChecked();
    request.select = tree_->rules();
    // Without rules it would be what the link means, and here all of it was chosen.
    if (request.select.empty() && meant_some_) request.select = {"+#0-" + std::to_string(tree_->total_files() - 1)};
    starting_ = true;
    trouble_->clear();
    refresh();
    client_.ask(this, std::move(request), [this, tag = tag_](Result<ShareView> share) {
        starting_ = false;
        if (!share) return not_started(share.error());
        Q_EMIT started(tag);
        next_link();
    });
}

void GetDialog::not_started(const Error& error) {
    place_->refresh();
    if (store_.is_loaded() && store_.find(tag_) == nullptr) {
        return trouble_->tell(Notice::Kind::bad, tr("This share was removed meanwhile."), tr("Give its link again."));
    }
    switch (error.code) {
    case Errc::exists:
        replace_->show();
        return trouble_->tell(Notice::Kind::warn,
                              tr("There are files with the same names but other content in this folder."),
                              tr("Choose another folder, or replace them: what is in them now is lost then."));
    case Errc::permission:
        return trouble_->tell(Notice::Kind::bad, tr("Shoal may not write to this folder."), tr("Choose another one."));
    case Errc::no_space:
        return trouble_->tell(Notice::Kind::bad, tr("The disk is full."), tr("Make room, or choose another folder."));
    case Errc::unreachable:
    case Errc::closed:
        return trouble_->tell(Notice::Kind::warn, tr("Shoal's engine does not answer now."),
                              tr("Start again when it is back."));
    default:
        trouble_->tell(Notice::Kind::bad, harmless(error.what));
    }
}

// --- the end ---------------------------------------------------------------------------------------------------------

/// Nothing of it was chosen, so nothing is lost but the link.
void GetDialog::forget() {
    if (ask_ != 0) client_.cancel(std::exchange(ask_, 0));
    // The dialog may be gone before it is answered.
    client_.ask(&client_, RemoveShare{.tag = tag_}, [](const Result<ShareForgotten>&) {});
    tag_.clear();
    next_link();
}

/// What is looked for goes on in the engine, which nobody told to stop.
void GetDialog::later() {
    if (step_ == Step::link) return reject();
    ask_ = 0;
    next_link();
}

void GetDialog::done(int result) {
    search_->end();
    for (const auto& link : std::exchange(waiting_, {})) {  // looked for as well, and found in the list
        client_.ask(&client_, ResolveLink{.link = link.toStdString()}, [](const Result<LinkResolved>&) {});
    }
    QDialog::done(result);
}

}  // namespace shoal::gui
