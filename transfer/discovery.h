#pragma once
// Asks the DHT on behalf of one share: who has it, and that we do, at a decent pace.
//
// While the share is hungry (incomplete, with few peers) it looks again after 1, 2, 4 ... 120 s; when it is to be
// announced it does so every 15 minutes +-20 % (others forget after 32 and 45 minutes), or when the DHT's budget lets
// it. Looks that leave it alone are repeated with more care: somebody may sit around the key and hide who is there.

#include <functional>
#include <memory>
#include <optional>

#include "core/world.h"
#include "dht/service.h"

namespace shoal::transfer {

/// Lives on the loop; destroying it stops.
class Discovery {
public:
    struct Asker {
        virtual ~Asker() = default;
        virtual void found_peer(const Endpoint& endpoint) = 0;
        [[nodiscard]] virtual bool is_hungry() const = 0;
        [[nodiscard]] virtual bool is_alone() const = 0;      ///< linked with nobody who has the content
        [[nodiscard]] virtual bool is_announced() const = 0;  ///< others should find us under this key
    };

    Discovery(World& world, dht::Service& dht, Asker& asker, const InfoHash& key, std::uint16_t port);

    /// Looks now, unless it is looking; and from then on by itself.
    void wake();
    /// Nothing is looked for and announced until wake().
    void rest();

    struct Report {
        std::optional<Instant> ended;  ///< a search, or an announcement, which finds peers too
        std::optional<Instant> next;   ///< nothing: it goes on now, or none is planned
    };
    [[nodiscard]] Report report() const;

private:
    void look();
    void announce();
    void find();
    void found();
    void announced(const dht::LookupResult& result, Instant begun);
    void arm();

    World& world_;
    dht::Service& dht_;
    Asker& asker_;
    InfoHash key_;
    std::uint16_t port_;
    unsigned hungry_looks_ = 0;
    unsigned lonely_looks_ = 0;  // in a row, that left us alone
    Instant find_at_;
    Instant announce_at_;
    std::optional<Instant> ended_at_;
    std::unique_ptr<dht::Lookup> find_;
    std::unique_ptr<dht::Lookup> announcement_;
    // A lookup is not destroyed from inside its own callback.
    std::unique_ptr<dht::Lookup> spent_find_;
    std::unique_ptr<dht::Lookup> spent_announcement_;
    std::unique_ptr<Timer> timer_;
};

}  // namespace shoal::transfer
