// Bencode against a naive twin: both must take and refuse the same inputs, and what is taken must be the one canonical
// spelling of its value.

#include <map>
#include <optional>
#include <string>

#include "dht/bencode.h"
#include "tests/fuzz/input.h"

namespace {

using namespace shoal;
using namespace shoal::dht;

/// BEP 3 by recursion over a text, with the limits that the real one promises.
class Naive {
public:
    explicit Naive(std::string_view text, bencode::Limits limits) : rest_{text}, limits_{limits} {}
    bool takes() { return value(0) && rest_.empty(); }

private:
    bool value(std::uint32_t depth) {
        if (rest_.empty() || ++items_ > limits_.items) return false;
        if (rest_.front() == 'i') return integer();
        if (rest_.front() != 'l' && rest_.front() != 'd') return string().has_value();
        if (++depth > limits_.depth) return false;
        const bool is_dictionary = rest_.front() == 'd';
        rest_.remove_prefix(1);
        std::optional<std::string> last;
        while (!rest_.starts_with('e')) {
            if (is_dictionary) {
                if (++items_ > limits_.items) return false;
                const auto key = string();
                if (!key || (last && *key <= *last)) return false;
                last = key;
            }
            if (!value(depth)) return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    bool integer() {
        const auto end = rest_.find('e');
        if (end == std::string_view::npos) return false;
        const std::string digits{rest_.substr(1, end - 1)};
        rest_.remove_prefix(end + 1);
        if (digits.empty() || digits.size() > 20) return false;
        // Spelled as it would be written, or not at all; a number too large for 64 bits does not come back the same.
        return std::to_string(std::strtoll(digits.c_str(), nullptr, 10)) == digits;
    }

    std::optional<std::string> string() {
        const auto colon = rest_.find(':');
        if (colon == std::string_view::npos || colon == 0 || colon > 9) return std::nullopt;
        const std::string digits{rest_.substr(0, colon)};
        if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
        if (std::to_string(std::stoul(digits)) != digits) return std::nullopt;
        const std::size_t length = std::stoul(digits);
        rest_.remove_prefix(colon + 1);
        if (length > rest_.size()) return std::nullopt;
        const std::string out{rest_.substr(0, length)};
        rest_.remove_prefix(length);
        return out;
    }

    std::string_view rest_;
    bencode::Limits limits_;
    std::uint32_t items_ = 0;
};

/// Writes the value again, and counts.
void write_again(const bencode::Value& value, bencode::Writer& out) {
    switch (value.kind()) {
    case bencode::Kind::integer:
        out.integer(value.integer().value());
        return;
    case bencode::Kind::string:
        out.string(value.string().value());
        return;
    case bencode::Kind::list:
        out.begin_list();
        for (const auto& element : value.elements()) write_again(element, out);
        out.end();
        return;
    case bencode::Kind::dictionary:
        break;
    }
    // The keys are read off the encoding: find() is the only other way in.
    FUZZ_CHECK(value.elements().empty());
    auto rest = as_text(value.encoded());
    rest.remove_prefix(1);
    out.begin_dictionary();
    while (!rest.starts_with('e')) {
        const auto colon = rest.find(':');
        const auto key = rest.substr(colon + 1, std::stoul(std::string{rest.substr(0, colon)}));
        const auto found = value.find(key);
        FUZZ_CHECK(found.has_value());
        const auto encoded = as_text(found->encoded());
        FUZZ_CHECK(rest.substr(colon + 1 + key.size()).starts_with(encoded));
        rest.remove_prefix(colon + 1 + key.size() + encoded.size());
        out.key(key);
        write_again(*found, out);
    }
    out.end();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    bencode::Limits limits;
    if (in.flag()) limits = {.depth = 3, .items = 8};
    const auto bytes = in.rest();
    const auto document = bencode::Document::parse(bytes, limits);
    const bool expected = Naive{as_text(bytes), limits}.takes();
    FUZZ_CHECK(document.has_value() == expected);
    if (!document) return 0;
    bencode::Writer out;
    write_again(document->root(), out);
    FUZZ_CHECK(fuzz::same(out.take(), bytes));
    return 0;
}
