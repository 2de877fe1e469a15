#include "gui/single_instance.h"

#include <sys/socket.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

namespace shoal::gui {
namespace {

constexpr int max_open = 8;         // at once; people start programs one at a time
constexpr int patience_ms = 3'000;  // with the other side
constexpr qsizetype max_texts = 10'000;
constexpr int max_token = 512;  // characters
// What a Wayland desktop gives to a program that was started by a person, so that it may come to the front.
constexpr const char* token_variable = "XDG_ACTIVATION_TOKEN";

QString runtime_folder() {
    const auto base = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (base.isEmpty()) return {};
    const auto folder = base + QStringLiteral("/shoal");
    constexpr auto mine = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (!QDir{}.mkpath(folder) || !QFile::setPermissions(folder, mine)) return {};
    return folder;
}

/// The same for every way to write one directory.
QString name_of(const QString& data_dir) {
    const auto real = QFileInfo{data_dir}.canonicalFilePath();
    const auto& path = real.isEmpty() ? QDir::cleanPath(QFileInfo{data_dir}.absoluteFilePath()) : real;
    const auto hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("window-") + QString::fromLatin1(hash);
}

bool is_of(uid_t owner, const QLocalSocket& socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    const auto descriptor = static_cast<int>(socket.socketDescriptor());
    return ::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == owner;
}

}  // namespace

SingleInstance::SingleInstance(const QString& data_dir, QObject* parent, uid_t owner) : QObject{parent}, owner_{owner} {
    const auto folder = runtime_folder();
    if (folder.isEmpty()) return;
    path_ = folder + QLatin1Char{'/'} + name_of(data_dir);
    lock_ = std::make_unique<QLockFile>(path_ + QStringLiteral(".lock"));
    lock_->setStaleLockTime(0);  // stale only when its process is gone
    if (lock_->tryLock(0)) {
        listen();
    } else if (lock_->error() != QLockFile::LockFailedError) {
        lock_.reset();  // no lock can be had there
    }
}

SingleInstance::~SingleInstance() {
    if (server_ != nullptr) server_->close();  // before the lock goes
}

void SingleInstance::listen() {
    QLocalServer::removeServer(path_);  // ours is the lock, so nobody listens there
    server_ = new QLocalServer{this};
    server_->setSocketOptions(QLocalServer::UserAccessOption);
    server_->setMaxPendingConnections(max_open);
    connect(server_, &QLocalServer::newConnection, this, &SingleInstance::accept);
    if (server_->listen(path_)) QFile::setPermissions(path_, QFile::ReadOwner | QFile::WriteOwner);
}

void SingleInstance::accept() {
    while (auto* socket = server_->nextPendingConnection()) {
        if (open_ >= max_open || !is_of(owner_, *socket)) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++open_;
        connect(socket, &QObject::destroyed, this, [this] { --open_; });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(patience_ms, socket, [socket] { socket->abort(); });
        read(socket);
    }
}

// A message is one line, and there is one on a socket.
void SingleInstance::read(QLocalSocket* socket) {
    if (socket->bytesAvailable() > max_hand_over) return socket->abort();
    if (!socket->canReadLine()) return;
    const auto message = socket->readLine(max_hand_over);
    disconnect(socket, &QLocalSocket::readyRead, this, nullptr);
    socket->write("ok\n");
    socket->disconnectFromServer();
    take(message);
}

void SingleInstance::take(const QByteArray& message) {
    const auto said = QJsonDocument::fromJson(message).object();
    const auto token = said.value(QStringLiteral("token")).toString();
    if (!token.isEmpty() && token.size() <= max_token) qputenv(token_variable, token.toUtf8());
    QStringList texts;
    for (const auto& text : said.value(QStringLiteral("texts")).toArray()) {
        if (texts.size() < max_texts && text.isString()) texts.push_back(text.toString());
    }
    Q_EMIT handed_over(texts);
}

bool SingleInstance::hand_over(const QStringList& texts) {
    const QJsonObject said{{QStringLiteral("texts"), QJsonArray::fromStringList(texts)},
                           {QStringLiteral("token"), qEnvironmentVariable(token_variable)}};
    const auto message = QJsonDocument{said}.toJson(QJsonDocument::Compact) + '\n';
    if (message.size() > max_hand_over) return false;
    QLocalSocket socket;
    socket.connectToServer(path_);
    if (!socket.waitForConnected(patience_ms) || !is_of(owner_, socket)) return false;
    socket.write(message);
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(patience_ms)) return false;
    }
    return socket.readLine(16) == "ok\n";
}

}  // namespace shoal::gui
