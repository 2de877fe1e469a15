#pragma once
// Says from the bytes of a datagram alone what a node owes its sender. Written from the rule, with a reader of bencode
// of its own, so that the node's faults are not its faults:
//
//   An answer is due to canonical bencode (keys in order, numbers of 64 bits in their shortest form, at most 10 deep,
//   500 values and 4,096 bytes) that is a dictionary with `y` = "q", a `t` of at most 32 bytes and a `q`; to all else
//   silence. Without a dictionary `a` that has an `id` of 20 bytes the answer is error 203, and so it is if an argument
//   of a known method is missing, of a wrong kind or of a wrong size.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoal::dht::testing {

/// One value of bencode.
struct Bencoded {
    enum class Kind : std::uint8_t { number, text, list, dictionary };
    Kind kind = Kind::number;
    std::int64_t number = 0;
    std::string_view text{};  ///< of a text
    std::string_view whole{};
    std::map<std::string_view, Bencoded> entries{};  ///< of a dictionary

    [[nodiscard]] const Bencoded* find(std::string_view key) const {
        const auto at = entries.find(key);
        return at == entries.end() ? nullptr : &at->second;
    }
    [[nodiscard]] bool is_text(std::size_t size) const { return kind == Kind::text && text.size() == size; }
};

class BencodedReader {
public:
    /// The value that all of `datagram` is.
    static std::optional<Bencoded> read(std::string_view datagram) {
        if (datagram.size() > 4096) return std::nullopt;
        BencodedReader reader{datagram};
        Bencoded out;
        if (!reader.value(out, 0) || !reader.rest_.empty()) return std::nullopt;
        return out;
    }

private:
    explicit BencodedReader(std::string_view text) : rest_{text} {}

    bool value(Bencoded& out, int depth) {
        const std::string_view before = rest_;
        if (rest_.empty() || ++values_ > 500) return false;
        bool is_good = false;
        if (rest_[0] == 'i') {
            is_good = number(out);
        } else if (rest_[0] == 'l' || rest_[0] == 'd') {
            is_good = depth < 10 && container(out, depth + 1);
        } else {
            out.kind = Bencoded::Kind::text;
            is_good = text(out.text);
        }
        out.whole = before.substr(0, before.size() - rest_.size());
        return is_good;
    }

    bool number(Bencoded& out) {
        const auto end = rest_.find('e');
        if (end == std::string_view::npos) return false;
        std::string_view digits = rest_.substr(1, end - 1);
        rest_.remove_prefix(end + 1);
        const bool is_negative = digits.starts_with('-');
        if (is_negative) digits.remove_prefix(1);
        if (digits.empty() || digits.size() > 19 || digits.find_first_not_of("0123456789") != std::string_view::npos) {
            return false;
        }
        if (digits[0] == '0' && (digits.size() > 1 || is_negative)) return false;
        std::uint64_t size = 0;
        for (const char digit : digits) size = size * 10 + static_cast<std::uint64_t>(digit - '0');
        constexpr std::uint64_t most = INT64_MAX;
        if (size > most + (is_negative ? 1 : 0)) return false;
        out.number = is_negative ? -static_cast<std::int64_t>(size - 1) - 1 : static_cast<std::int64_t>(size);
        return true;
    }

    bool text(std::string_view& out) {
        const auto colon = rest_.find(':');
        if (colon == 0 || colon == std::string_view::npos || colon > 4) return false;
        const std::string_view digits = rest_.substr(0, colon);
        if (digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
        if (digits[0] == '0' && digits.size() > 1) return false;
        std::size_t size = 0;
        for (const char digit : digits) size = size * 10 + static_cast<std::size_t>(digit - '0');
        if (rest_.size() - colon - 1 < size) return false;
        out = rest_.substr(colon + 1, size);
        rest_.remove_prefix(colon + 1 + size);
        return true;
    }

    bool container(Bencoded& out, int depth) {
        const bool has_keys = rest_[0] == 'd';
        out.kind = has_keys ? Bencoded::Kind::dictionary : Bencoded::Kind::list;
        rest_.remove_prefix(1);
        while (!rest_.empty() && rest_[0] != 'e') {
            std::string_view key;
            if (has_keys && (++values_ > 500 || !text(key))) return false;
            if (!out.entries.empty() && has_keys && key <= out.entries.rbegin()->first) return false;
            Bencoded element;
            if (!value(element, depth)) return false;
            if (has_keys) out.entries.emplace(key, std::move(element));
        }
        if (rest_.empty()) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view rest_;
    std::size_t values_ = 0;
};

/// What is due.
enum class Due : std::uint8_t {
    silence,
    error_203,  ///< for bad arguments
    error,      ///< of some code: what asks to store without a token of ours, or a method nobody knows
    reply,
};

class Oracle {
public:
    /// To somebody who has no token of the node's.
    static Due of(std::string_view datagram) {
        const auto root = BencodedReader::read(datagram);
        if (!root || root->kind != Bencoded::Kind::dictionary) return Due::silence;
        const auto* kind = root->find("y");
        const auto* transaction = root->find("t");
        const auto* method = root->find("q");
        if (kind == nullptr || kind->kind != Bencoded::Kind::text || kind->text != "q") return Due::silence;
        if (transaction == nullptr || transaction->kind != Bencoded::Kind::text) return Due::silence;
        if (transaction->text.size() > 32) return Due::silence;
        if (method == nullptr || method->kind != Bencoded::Kind::text) return Due::silence;
        const auto* arguments = root->find("a");
        if (arguments == nullptr || arguments->kind != Bencoded::Kind::dictionary) return Due::error_203;
        if (!has_place(*arguments, "id")) return Due::error_203;
        return of_method(method->text, *arguments);
    }

private:
    static bool has_place(const Bencoded& arguments, std::string_view key) {
        const auto* id = arguments.find(key);
        return id != nullptr && id->is_text(20);
    }
    static bool has_bad_number(const Bencoded& arguments, std::string_view key) {
        const auto* value = arguments.find(key);
        return value != nullptr && (value->kind != Bencoded::Kind::number || value->number < 0);
    }

    static Due of_method(std::string_view method, const Bencoded& arguments) {
        if (method == "ping") return Due::reply;
        if (method == "find_node" || method == "sample_infohashes") {
            return has_place(arguments, "target") ? Due::reply : Due::error_203;
        }
        if (method == "get_peers") return has_place(arguments, "info_hash") ? Due::reply : Due::error_203;
        if (method == "get") {
            return has_place(arguments, "target") && !has_bad_number(arguments, "seq") ? Due::reply : Due::error_203;
        }
        if (method == "announce_peer") return Due::error_203;  // if only for the token
        if (method == "put") return of_put(arguments);
        return has_place(arguments, "target") || has_place(arguments, "info_hash") ? Due::reply : Due::error;
    }

    /// 205 and 207 have precedence over the token that is not ours.
    static Due of_put(const Bencoded& arguments) {
        const auto* value = arguments.find("v");
        const auto* salt = arguments.find("salt");
        const bool is_large = value != nullptr && value->whole.size() > 1000;
        const bool is_salty = salt != nullptr && salt->kind == Bencoded::Kind::text && salt->text.size() > 64;
        return is_large || is_salty ? Due::error : Due::error_203;
    }
};

}  // namespace shoal::dht::testing
