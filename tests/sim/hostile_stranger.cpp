// Those that do not know the link: they guess, and must learn nothing.

#include <algorithm>

#include <fmt/format.h>

#include "tests/sim/hostile_host.h"
#include "tests/sim/hostile_kinds.h"

namespace shoal::sim {
namespace {

/// Every answer but a `bye` "unknown" to a guess, a hello or the end of the link tells it something.
class Stranger final : public HostileHost {
public:
    explicit Stranger(HostileParts parts)
        : HostileHost{Setup{.kind = Fault::stranger, .accepts = false, .greets = true, .options = blind(parts.options)},
                      parts.world, parts.log, parts.draw, parts.faults} {
        wrong_id_.bytes.fill(Byte{0});
        std::ranges::copy(random_bytes(wrong_id_.bytes.size()), wrong_id_.bytes.begin());
    }

private:
    struct Guesses {
        std::vector<wire::Handle> open{};  // asked and not answered
        wire::Handle next = 0;
        Instant next_act;
    };

    /// What a stranger does not know it must not be able to use by mistake.
    static HostileOptions blind(HostileOptions options) {
        options.id = {};
        options.manifest.reset();
        options.content = {};
        return options;
    }

    void violated(const std::string& what) {
        log_.write(LogLevel::error, "hostile", "a stranger learned something", {{"what", what}});
        if (options().on_violation) options().on_violation(what);
    }

    void on_ready(HostileLink& link) override { guesses_[link.number()].next_act = now(); }
    void on_gone(HostileLink& link) override { guesses_.erase(link.number()); }

    void on_link_beat(HostileLink& link) override {
        auto& mine = guesses_.at(link.number());
        if (now() < mine.next_act) return;
        mine.next_act = now() + draw_.between(50ms, 1s);
        struck();
        if (draw_.chance(300'000)) return trespass(link);
        guess(link, mine);
    }

    void guess(HostileLink& link, Guesses& mine) {
        const auto keys = ContentKeys::derive(wrong_id_);
        const LinkKey receiver = link.remote_key();
        const std::array<Byte, 1> role{static_cast<Byte>(link.role())};
        wire::Open open{.handle = mine.next, .tag = {}, .proof = {}};
        switch (draw_.below(4)) {
        case 0:  // of another share, in all the right ways
            open.tag = crypto::mac128(keys.open, {receiver.view()});
            open.proof = crypto::mac256(keys.proof, {link.handshake_hash(), role});
            break;
        case 1:  // what somebody without any key would compute
            open.tag = crypto::mac128(ContentKeys::derive({}).open, {receiver.view()});
            open.proof = crypto::mac256(ContentKeys::derive({}).proof, {link.handshake_hash(), role});
            break;
        case 2:
            break;  // zeros
        default:
            std::ranges::copy(random_bytes(open.tag.size()), open.tag.begin());
            std::ranges::copy(random_bytes(open.proof.size()), open.proof.begin());
        }
        mine.open.push_back(mine.next);
        mine.next += 2;
        link.send(open);
    }

    /// Acts as if a share were open.
    void trespass(HostileLink& link) {
        const auto handle = static_cast<wire::Handle>(draw_.below(4));
        switch (draw_.below(7)) {
        case 0:
            return link.send(wire::Ask{handle, wire::Space::files, {0, 1, 2}});
        case 1:
            return link.send(wire::Ask{handle, wire::Space::manifest, {0}});
        case 2:
            return link.send(wire::WantHashes{handle, 1, 0});
        case 3:
            return link.send(wire::Opened{handle, {}, 1000, {}});
        case 4:
            return link.send(wire::Have{handle, {{0, 1}}});
        case 5:
            return link.send(wire::Cancel{handle, wire::Space::files, {0}});
        default:
            return link.send(wire::Bye{handle, "goodbye"});
        }
    }

    void on_message(HostileLink& link, wire::Message& message) override {
        if (std::holds_alternative<wire::Hello>(message)) return;
        const auto* bye = std::get_if<wire::Bye>(&message);
        if (bye == nullptr) return violated(fmt::format("it got a message of alternative {}", message.index()));
        if (!bye->handle) return link.end();
        auto& open = guesses_.at(link.number()).open;
        if (std::erase(open, *bye->handle) == 0) return violated("a bye for a handle that it did not ask for");
        if (bye->reason != "unknown") violated("a bye with the reason " + bye->reason);
    }

    ContentId wrong_id_;
    std::map<std::uint64_t, Guesses> guesses_;
};

}  // namespace

HostilePtr make_stranger(HostileParts parts) {
    return std::make_unique<Stranger>(std::move(parts));
}

}  // namespace shoal::sim
