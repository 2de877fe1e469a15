#pragma once
// Strict bencode (BEP 3): a flat, borrowed view of one encoded value, and a canonical writer.
//
// Refused: truncated input, "i-0e", "i03e", integers outside 64 bits, string lengths with a sign, a leading zero or
// more than nine digits, dictionary keys that are unsorted or repeated, too much depth or too many items, and trailing
// bytes. So every accepted input is the canonical encoding of its value. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "crypto/bytes.h"

namespace shoal::dht::bencode {

/// What a decoder lets through. The defaults fit KRPC: no honest message nests deeper than 4 or has 300 items.
struct Limits {
    std::uint32_t depth = 10;   ///< containers inside one another
    std::uint32_t items = 500;  ///< values of all kinds, dictionary keys included
};

enum class Kind : std::uint8_t { integer, string, list, dictionary };

/// One value in the flat form: a container is followed by its content.
struct Item {
    Kind kind = Kind::integer;
    std::uint32_t next = 0;   ///< index of the item after this whole value
    std::uint32_t begin = 0;  ///< byte offset of the encoded value
    std::uint32_t end = 0;    ///< byte offset after it
    std::uint32_t text = 0;   ///< byte offset of a string's content
    std::int64_t number = 0;
};

class Document;

/// A borrowed place in a Document; valid while the document and its input are.
class Value {
public:
    [[nodiscard]] Kind kind() const;
    [[nodiscard]] std::optional<std::int64_t> integer() const;  ///< nothing if it is another kind
    [[nodiscard]] std::optional<BytesView> string() const;      ///< nothing if it is another kind
    [[nodiscard]] bool is_dictionary() const { return kind() == Kind::dictionary; }
    [[nodiscard]] bool is_list() const { return kind() == Kind::list; }
    /// The value under `key`; nothing if there is none or this is no dictionary.
    [[nodiscard]] std::optional<Value> find(std::string_view key) const;
    /// The elements of a list, empty for every other kind.
    [[nodiscard]] std::vector<Value> elements() const;
    [[nodiscard]] BytesView encoded() const;  ///< the bytes of the value itself

private:
    friend class Document;
    Value(const Document* document, std::uint32_t index) : document_{document}, index_{index} {}
    [[nodiscard]] const Item& item() const;
    const Document* document_;
    std::uint32_t index_;
};

/// A decoded input. Borrows the input: it must outlive the document.
class Document {
public:
    /// Error: malformed, truncated or limit.
    [[nodiscard]] static Result<Document> parse(BytesView input, Limits limits = {});
    [[nodiscard]] Value root() const { return {this, 0}; }

private:
    friend class Value;
    friend class Parser;
    explicit Document(BytesView input) : input_{input} {}
    BytesView input_;
    std::vector<Item> items_;
};

/// Appends canonical bencode. Dictionary keys must come in ascending order: our own mistake otherwise.
class Writer {
public:
    Writer& integer(std::int64_t value);
    Writer& string(BytesView value);
    Writer& string(std::string_view value);
    Writer& key(std::string_view key);
    /// Precondition: `value` is one whole bencoded value; it goes out byte for byte.
    Writer& encoded(BytesView value);
    Writer& begin_list();
    Writer& begin_dictionary();
    Writer& end();

    /// The encoding. Precondition: everything that was begun has ended.
    [[nodiscard]] Bytes take();

private:
    void append(std::string_view text);
    struct Open {
        bool is_dictionary = false;
        std::string_view last_key{};
        bool has_key = false;
    };
    Bytes out_;
    std::vector<Open> open_;
};

}  // namespace shoal::dht::bencode
