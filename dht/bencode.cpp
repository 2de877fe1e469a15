#include "dht/bencode.h"

#include <charconv>
#include <limits>

namespace shoal::dht::bencode {

namespace {

constexpr std::size_t max_input = std::numeric_limits<std::int32_t>::max();  // bytes; offsets are 32 bits
constexpr std::size_t max_length_digits = 9;  // a longer string cannot be in a datagram and could overflow
constexpr std::size_t max_integer_text = 20;  // "-9223372036854775808"

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

/// One pass, without recursion: `open_` holds the containers around the current place.
class Parser {
public:
    Parser(Document& document, Limits limits) : document_{document}, text_{as_text(document.input_)}, limits_{limits} {}

    Result<> run() {
        do {
            SHOAL_CHECK(step());
        } while (!open_.empty());
        if (at_ != text_.size()) return fail(Errc::malformed, "trailing bytes");
        return {};
    }

private:
    struct Open {
        std::uint32_t item = 0;
        bool expects_key = false;
        std::optional<std::string_view> last_key{};
    };

    Result<> step() {
        if (at_ >= text_.size()) return fail(Errc::truncated, "truncated");
        const char c = text_[at_];
        if (c == 'e' && !open_.empty()) return close();
        if (!open_.empty() && open_.back().expects_key && !is_digit(c)) return fail(Errc::malformed, "key");
        if (document_.items_.size() >= limits_.items) return fail(Errc::limit, "items");
        if (c == 'i') return integer();
        if (c == 'l' || c == 'd') return open(c == 'd');
        if (is_digit(c)) return string();
        return fail(Errc::malformed, "type");
    }

    std::uint32_t add(Kind kind) {
        const auto index = static_cast<std::uint32_t>(document_.items_.size());
        const auto at = static_cast<std::uint32_t>(at_);
        document_.items_.push_back({.kind = kind, .next = index + 1, .begin = at, .end = at, .text = 0, .number = 0});
        return index;
    }

    /// A value at the current level is complete: a dictionary now expects its next key.
    void complete(std::uint32_t item) {
        document_.items_[item].end = static_cast<std::uint32_t>(at_);
        if (!open_.empty() && document_.items_[open_.back().item].kind == Kind::dictionary) {
            open_.back().expects_key = !open_.back().expects_key;
        }
    }

    Result<> open(bool is_dictionary) {
        if (open_.size() >= limits_.depth) return fail(Errc::limit, "depth");
        const auto item = add(is_dictionary ? Kind::dictionary : Kind::list);
        open_.push_back({.item = item, .expects_key = is_dictionary});
        ++at_;
        return {};
    }

    Result<> close() {
        const Open done = open_.back();
        if (document_.items_[done.item].kind == Kind::dictionary && !done.expects_key) {
            return fail(Errc::malformed, "key without value");
        }
        ++at_;
        open_.pop_back();
        document_.items_[done.item].next = static_cast<std::uint32_t>(document_.items_.size());
        complete(done.item);
        return {};
    }

    Result<> integer() {
        const auto item = add(Kind::integer);
        const auto end = text_.substr(0, std::min(text_.size(), at_ + max_integer_text + 2)).find('e', at_);
        if (end == std::string_view::npos) return fail(Errc::malformed, "integer");
        const std::string_view digits = text_.substr(at_ + 1, end - at_ - 1);
        const std::string_view magnitude = digits.starts_with('-') ? digits.substr(1) : digits;
        if (magnitude.empty() || !is_digit(magnitude[0])) return fail(Errc::malformed, "integer");
        if (magnitude[0] == '0' && digits.size() > 1) return fail(Errc::malformed, "integer form");  // 03, -0
        std::int64_t value = 0;
        const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc{} || stop != digits.data() + digits.size()) return fail(Errc::malformed, "integer");
        document_.items_[item].number = value;
        at_ = end + 1;
        complete(item);
        return {};
    }

    Result<> string() {
        const auto item = add(Kind::string);
        std::size_t colon = at_;
        std::size_t length = 0;
        while (colon < text_.size() && is_digit(text_[colon])) {
            if (colon - at_ >= max_length_digits) return fail(Errc::malformed, "string length");
            length = length * 10 + static_cast<std::size_t>(text_[colon] - '0');
            ++colon;
        }
        if (colon >= text_.size()) return fail(Errc::truncated, "truncated");
        if (text_[colon] != ':') return fail(Errc::malformed, "string length");
        if (text_[at_] == '0' && colon - at_ > 1) return fail(Errc::malformed, "string length form");
        if (length > text_.size() - colon - 1) return fail(Errc::truncated, "truncated");
        document_.items_[item].text = static_cast<std::uint32_t>(colon + 1);
        at_ = colon + 1 + length;
        if (!open_.empty() && open_.back().expects_key) {
            const auto key = text_.substr(colon + 1, length);
            auto& last = open_.back().last_key;
            if (last && !(*last < key)) return fail(Errc::malformed, "key order");
            last = key;
        }
        complete(item);
        return {};
    }

    Document& document_;
    std::string_view text_;
    Limits limits_;
    std::size_t at_ = 0;
    std::vector<Open> open_;
};

Result<Document> Document::parse(BytesView input, Limits limits) {
    if (input.size() > max_input) return fail(Errc::limit, "size");
    Document document{input};
    SHOAL_CHECK(Parser(document, limits).run());
    return document;
}

// --- Value -----------------------------------------------------------------------------------------------------------

const Item& Value::item() const {
    return document_->items_[index_];
}

Kind Value::kind() const {
    return item().kind;
}

std::optional<std::int64_t> Value::integer() const {
    if (kind() != Kind::integer) return std::nullopt;
    return item().number;
}

std::optional<BytesView> Value::string() const {
    if (kind() != Kind::string) return std::nullopt;
    return document_->input_.subspan(item().text, item().end - item().text);
}

std::optional<Value> Value::find(std::string_view key) const {
    if (!is_dictionary()) return std::nullopt;
    for (std::uint32_t at = index_ + 1; at < item().next;) {
        const Value name{document_, at};
        const Value value{document_, at + 1};
        if (as_text(*name.string()) == key) return value;
        at = value.item().next;
    }
    return std::nullopt;
}

std::vector<Value> Value::elements() const {
    std::vector<Value> out;
    if (!is_list()) return out;
    for (std::uint32_t at = index_ + 1; at < item().next; at = document_->items_[at].next) {
        out.push_back(Value{document_, at});
    }
    return out;
}

BytesView Value::encoded() const {
    return document_->input_.subspan(item().begin, item().end - item().begin);
}

// --- Writer ----------------------------------------------------------------------------------------------------------

void Writer::append(std::string_view text) {
    const auto bytes = as_bytes(text);
    out_.insert(out_.end(), bytes.begin(), bytes.end());
}

Writer& Writer::integer(std::int64_t value) {
    char digits[max_integer_text + 1];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    append("i");
    append({digits, end});
    append("e");
    return *this;
}

Writer& Writer::string(BytesView value) {
    char digits[max_integer_text + 1];
    const auto end = std::to_chars(digits, digits + sizeof digits, value.size()).ptr;
    append({digits, end});
    append(":");
    out_.insert(out_.end(), value.begin(), value.end());
    return *this;
}

Writer& Writer::string(std::string_view value) {
    return string(as_bytes(value));
}

Writer& Writer::key(std::string_view key) {
    SHOAL_REQUIRE(!open_.empty() && open_.back().is_dictionary);
    SHOAL_REQUIRE(!open_.back().has_key || open_.back().last_key < key);
    open_.back().has_key = true;
    open_.back().last_key = key;
    return string(key);
}

Writer& Writer::encoded(BytesView value) {
    out_.insert(out_.end(), value.begin(), value.end());
    return *this;
}

Writer& Writer::begin_list() {
    append("l");
    open_.push_back({});
    return *this;
}

Writer& Writer::begin_dictionary() {
    append("d");
    open_.push_back({.is_dictionary = true});
    return *this;
}

Writer& Writer::end() {
    SHOAL_REQUIRE(!open_.empty());
    open_.pop_back();
    append("e");
    return *this;
}

Bytes Writer::take() {
    SHOAL_REQUIRE(open_.empty());
    return std::move(out_);
}

}  // namespace shoal::dht::bencode
