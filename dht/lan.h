#pragma once
// Peers on the local network: beacons on its multicast groups, joined to the world. dht/lan_beacons.h decides.

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "core/log.h"
#include "core/world.h"
#include "dht/lan_beacons.h"

namespace shoal::dht {

/// How a content was looked for.
struct LanReport {
    bool is_linked = false;        ///< there is a network to send on
    std::optional<Instant> named;  ///< when a beacon last named it there
    std::optional<Instant> next;   ///< when the next beacon goes out; of very many contents it does not name all
};

/// A content that is named and listened for; destroying it ends that.
class LanWatch {
public:
    virtual ~LanWatch() = default;
    /// Whether we look for it, or have it all.
    virtual void set_wanted(bool wanted) = 0;
    [[nodiscard]] virtual LanReport report() const = 0;
};

/// Lives on the loop; its watches may not outlive it.
class Lan {
public:
    /// `port`: TCP, where links are taken. Nothing is sent before join().
    Lan(World& world, Log& log, std::uint16_t port);
    ~Lan();
    Lan(const Lan&) = delete;
    Lan& operator=(const Lan&) = delete;

    /// Takes part with the family of `on` (once each): on the link with this address or, if it is unspecified, on all;
    /// from now on or as soon as there is one.
    void join(const IpAddress& on);
    /// `on_peer`: a node of this network has it; the same one is told again and again.
    [[nodiscard]] std::unique_ptr<LanWatch> watch(const crypto::Hash& lan_key, bool wanted,
                                                  std::function<void(const Endpoint&)> on_peer);
    [[nodiscard]] std::size_t neighbours() const;  ///< nodes heard lately, of both families

private:
    struct Side;
    class Watch;
    struct Watched {
        crypto::Hash key{};
        bool wanted = false;
        std::function<void(const Endpoint&)> on_peer;
        std::map<Family, LanContent> contents{};
    };
    void open(Side& side);
    void received(Family family, const Endpoint& from, BytesView datagram);
    void flush(Side& side);
    void arm(Side& side);

    World& world_;
    Log& log_;
    std::uint16_t port_;
    std::map<Family, std::unique_ptr<Side>> sides_;
    std::map<std::uint64_t, Watched> watched_;
    std::uint64_t next_watch_ = 1;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace shoal::dht
