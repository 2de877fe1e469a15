#pragma once
// Messages changed at random, and a live node that is given them.

#include <string>

#include "tests/dht/oracle.h"
#include "tests/dht/virtual_network.h"

namespace shoal::dht::testing {

namespace mutants {

inline const std::string id = "2:id20:abcdefghij0123456789";
inline const std::string hash = "9:info_hash20:mnopqrstuvwxyz123456";

/// What mutation starts from: every message that we read, and forms near it.
inline std::vector<std::string> seeds() {
    const std::string place = "20:mnopqrstuvwxyz123456";
    return {
        "d1:ad" + id + "e1:q4:ping1:t2:aa1:y1:qe",
        "d1:ad" + id +
            "e1:q4:ping2:roi1e1:t2:aa1:v4:LT\x02\x08"
            "1:y1:qe",
        "d1:ad" + id + "6:target" + place + "4:wantl2:n42:n6ee1:q9:find_node1:t2:aa1:y1:qe",
        "d1:ad" + id + hash + "6:noseedi1e6:scrapei1ee1:q9:get_peers1:t2:aa1:y1:qe",
        "d1:ad" + id + "12:implied_porti1e" + hash +
            "4:porti6881e4:seedi1e5:token4:abcde1:q13:announce_peer1:t2:aa1:y1:qe",
        "d1:ad" + id + "6:target" + place + "e1:q17:sample_infohashes1:t2:aa1:y1:qe",
        "d1:ad" + id + "3:seqi1e6:target" + place + "e1:q3:get1:t2:aa1:y1:qe",
        "d1:ad" + id + "5:token4:abcd1:v12:Hello World!e1:q3:put1:t2:aa1:y1:qe",
        "d1:ad3:casi7e" + id + "1:k32:" + std::string(32, 'k') + "4:salt6:foobar3:seqi1e3:sig64:" +
            std::string(64, 's') + "5:token4:abcd1:v12:Hello World!e1:q3:put1:t2:aa1:y1:qe",
        "d1:rd" + id + "1:k32:" + std::string(32, 'k') + "3:seqi1e3:sig64:" + std::string(64, 's') +
            "5:token4:abcd1:vli1ed1:ai2eeee1:t4:aaaa1:y1:re",
        "d1:rd4:BFpe256:" + std::string(256, 'p') + "4:BFsd256:" + std::string(256, 's') + id + "e1:t4:aaaa1:y1:re",
        "d1:rd" + id + "8:intervali21600e3:numi1e7:samples" + place + "e1:t4:aaaa1:y1:re",
        "d2:ip6:abcdef1:rd" + id +
            "1:pi6900ee1:t4:aaaa1:v4:LT\x02\x08"
            "1:y1:re",
        "d1:rd" + id + "5:nodes26:abcdefghij0123456789abcdef5:token4:abcd6:valuesl6:axje.uee1:t4:aaaa1:y1:re",
        "d1:rd" + id + "6:nodes638:abcdefghij0123456789abcdefghijklmnopqre1:t4:aaaa1:y1:re",
        "d1:eli203e13:invalid tokene1:t4:aaaa1:y1:ee",
    };
}

inline std::string mutated(std::string text, crypto::Random& random) {
    constexpr std::string_view spice = "dlie0123456789:-\xff";
    const auto changes = 1 + random.below(3);
    for (std::uint64_t i = 0; i < changes && !text.empty(); ++i) {
        const std::size_t place = random.below(text.size());
        switch (random.below(6)) {
        case 0:
            text[place] = static_cast<char>(random.below(256));
            break;
        case 1:
            text[place] = spice[random.below(spice.size())];
            break;
        case 2:
            text.erase(place, 1 + random.below(8));
            break;
        case 3:
            text.insert(place, 1 + random.below(4), spice[random.below(spice.size())]);
            break;
        case 4:
            text.resize(place);
            break;
        default:
            text.insert(place, text.substr(random.below(text.size()), random.below(40)));
            break;
        }
    }
    return text;
}

}  // namespace mutants

struct MutantReport {
    std::size_t packets = 0;
    std::size_t queries = 0;  ///< of them, as the oracle says
    std::size_t replies = 0;
    std::size_t errors = 0;
    std::size_t answers_to_us = 0;  ///< changed answers to questions of the node
    std::size_t most_contacts = 0;
    std::size_t most_transactions = 0;
    std::size_t most_sources = 0;
    std::size_t most_stored = 0;
    std::string wrong{};  ///< what was broken first; empty: nothing
};

/// A node at a global address, and packets from all over the world.
class Mutants {
public:
    explicit Mutants(std::uint64_t seed) : random_{seed} { node_.start(now_); }

    MutantReport run(std::size_t count) {
        for (std::size_t i = 0; i < count && out_.wrong.empty(); ++i) {
            now_ += 100ms;  // so that no budget is used up, and silence means silence
            if (i % 20 == 0) tick();
            if (random_.below(4) == 0 && !questions_.empty()) {
                answer();
            } else {
                std::string text = with_id(corpus_[random_.below(corpus_.size())], some_id());
                if (random_.below(8) != 0) text = mutants::mutated(std::move(text), random_);
                give(text, stranger(i));
            }
            ++out_.packets;
        }
        return out_;
    }
    [[nodiscard]] const Node& node() const { return node_; }

private:
    struct Question {
        Endpoint to;
        std::string transaction;
        std::string id;  // under which it was asked
    };

    static constexpr std::string_view in_seeds = "abcdefghij0123456789";

    static Endpoint stranger(std::size_t number) {
        return {.address = IpAddress::v4(static_cast<std::uint8_t>(60 + (number >> 16U) % 8),
                                         static_cast<std::uint8_t>(number >> 8U), static_cast<std::uint8_t>(number), 1),
                .port = 6881};
    }

    std::string some_id() {
        std::string out(in_seeds.size(), 'a');
        for (char& letter : out) letter = static_cast<char>(letter + static_cast<char>(random_.below(26)));
        return out;
    }
    static std::string with_id(std::string text, const std::string& id) {
        const auto place = text.find(in_seeds);
        return place == std::string::npos ? text : text.replace(place, id.size(), id);
    }

    /// A changed answer to something that the node asked, from whom it asked; one in two is not changed at all.
    void answer() {
        const Question question = questions_.back();
        questions_.pop_back();
        std::string text;
        while (!text.contains("1:y1:re")) text = corpus_[random_.below(corpus_.size())];
        const auto place = text.find("1:t4:aaaa");
        const std::string transaction = std::to_string(question.transaction.size()) + ":" + question.transaction;
        text = with_id(text.replace(place + 3, 6, transaction), random_.below(8) == 0 ? some_id() : question.id);
        if (random_.below(2) == 0) text = mutants::mutated(std::move(text), random_);
        ++out_.answers_to_us;
        give(text, question.to);
    }

    void give(const std::string& text, const Endpoint& from) {
        const Due due = Oracle::of(text);
        if (due != Due::silence) ++out_.queries;
        node_.receive(from, as_bytes(text), now_);
        std::size_t answers = 0;
        std::size_t pings = 0;
        for (const auto& datagram : node_.take_datagrams()) {
            if (datagram.to != from) return blame("sent to somebody else", text);
            const auto message = krpc::parse(datagram.bytes);
            if (!message) return blame("sent no message", text);
            if (const auto* query = std::get_if<krpc::Query>(&*message)) {
                ++pings;
                const auto place = text.find("2:id20:");
                if (place == std::string::npos) return blame("a question", text);
                questions_.push_back({from, std::string{as_text(query->transaction)}, text.substr(place + 7, 20)});
                continue;
            }
            ++answers;
            const auto* error = std::get_if<krpc::ErrorReply>(&*message);
            (error == nullptr ? out_.replies : out_.errors) += 1;
            const bool is_due = due == Due::reply ? error == nullptr : error != nullptr;
            if (!is_due) return blame(error == nullptr ? "a reply" : "an error", text);
            if (due == Due::error_203 && error->code != 203) return blame("another error", text);
            if (datagram.bytes.size() + 28 > (text.size() + 28) * 3) return blame("amplified", text);
        }
        if (answers != (due == Due::silence ? 0U : 1U)) return blame(answers == 0 ? "silence" : "an answer", text);
        if (pings > 1) return blame("many questions", text);
        if (questions_.size() > 100) questions_.erase(questions_.begin());
        check_growth(text);
    }

    void check_growth(const std::string& text) {
        const std::size_t stored = node_.store().peers() + node_.items().size();
        out_.most_contacts = std::max(out_.most_contacts, node_.table().size());
        out_.most_transactions = std::max(out_.most_transactions, node_.transactions().size());
        out_.most_sources = std::max(out_.most_sources, node_.guard().sources());
        out_.most_stored = std::max(out_.most_stored, stored);
        if (stored != 0) return blame("something is stored", text);  // nobody has a token
        if (node_.table().size() > 500 || node_.transactions().size() > 1000) return blame("growth", text);
        if (node_.guard().sources() > FloodLimits{}.max_sources) return blame("growth of the guard", text);
    }

    void tick() {
        node_.tick(now_);
        (void)node_.take_datagrams();  // upkeep
        (void)node_.take_events();
    }

    void blame(std::string_view what, const std::string& text) {
        if (out_.wrong.empty()) out_.wrong = std::string{what} + " for " + to_hex(as_bytes(text)) + "  " + text;
    }

    Instant now_ = epoch;
    SeededRandom random_;
    Log log_ = silent_log();
    Node node_{{.local = at("9.9.9.9:6881"), .bootstrap = {}}, random_, log_, epoch};
    std::vector<std::string> corpus_ = mutants::seeds();
    std::vector<Question> questions_;
    MutantReport out_;
};

}  // namespace shoal::dht::testing
