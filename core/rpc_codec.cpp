#include "core/rpc_codec.h"

#include <limits>
#include <type_traits>
#include <utility>

#include "core/utf8.h"

namespace shoal {

namespace {

constexpr std::string_view replacement_character = "\xef\xbf\xbd";  // U+FFFD

// --- writing ---------------------------------------------------------------------------------------------------------

struct FieldCounter {
    std::uint32_t count = 0;
    void operator()(std::string_view, const auto&) { ++count; }
};

std::uint32_t count32(std::size_t count) {
    SHOAL_REQUIRE(count <= std::numeric_limits<std::uint32_t>::max());
    return static_cast<std::uint32_t>(count);
}

/// The archive that packs.
class FieldWriter {
public:
    explicit FieldWriter(Packer& out) : out_{&out} {}

    template <class T>
    void operator()(std::string_view key, const T& value) {
        out_->text(key);
        write(value);
    }

    template <class T>
    void write_struct(const T& value) {
        FieldCounter counter;
        T::fields(counter, value);
        out_->map(counter.count);
        T::fields(*this, value);
    }

    [[nodiscard]] bool repaired() const { return repaired_; }

private:
    void write(bool value) { out_->boolean(value); }
    void write(std::uint64_t value) { out_->uint(value); }
    void write(ShareState value) { out_->text(to_string(value)); }
    void write(FilePriority value) { out_->text(to_string(value)); }
    void write(const Bytes& value) { out_->bin(value); }

    void write(const std::string& value) {
        if (is_utf8(value)) {
            out_->text(value);
        } else {
            repaired_ = true;
            out_->text(valid_text(value));
        }
    }

    template <class T>
    void write(const std::vector<T>& values) {
        out_->array(count32(values.size()));
        for (const auto& value : values) write(value);
    }

    template <class T>
    requires std::is_class_v<T>
    void write(const T& value) { write_struct(value); }

    Packer* out_;
    bool repaired_ = false;
};

// --- reading ---------------------------------------------------------------------------------------------------------

Result<> read(Unpacker& in, bool& value) {
    SHOAL_TRY(value, in.boolean());
    return {};
}

Result<> read(Unpacker& in, std::uint64_t& value) {
    SHOAL_TRY(value, in.uint());
    return {};
}

Result<> read(Unpacker& in, std::string& value) {
    SHOAL_TRY(value, in.text());
    return {};
}

Result<> read(Unpacker& in, Bytes& value) {
    SHOAL_TRY(const auto view, in.bin());
    value.assign(view.begin(), view.end());
    return {};
}

Result<> read(Unpacker& in, ShareState& value) {
    SHOAL_TRY(const auto name, in.text());
    const auto state = share_state_from(name);
    if (!state) return fail(Errc::malformed, "a share is in a state that is not known here");
    value = *state;
    return {};
}

Result<> read(Unpacker& in, FilePriority& value) {
    SHOAL_TRY(const auto name, in.text());
    const auto priority = file_priority_from(name);
    if (!priority) return fail(Errc::malformed, "a file has a priority that is not known here");
    value = *priority;
    return {};
}

template <class T>
requires std::is_class_v<T> Result<> read(Unpacker& in, T& value);

template <class T>
Result<> read(Unpacker& in, std::vector<T>& values) {
    SHOAL_TRY(const auto count, in.array());
    values.clear();  // no reserve: the count is only a claim
    for (std::uint32_t i = 0; i < count; ++i) SHOAL_CHECK(read(in, values.emplace_back()));
    return {};
}

/// The archive that unpacks. The keys of the map and of the field list both ascend, so one walk joins them.
class FieldReader {
public:
    [[nodiscard]] static Result<FieldReader> open(Unpacker& in) {
        SHOAL_TRY(auto keys, MapReader::open(in));
        return FieldReader{in, keys};
    }

    template <class T>
    void operator()(std::string_view key, T& value) {
        if (!status_) return;
        status_ = take(key, value);
    }

    /// After the last field: passes over the keys that are left.
    [[nodiscard]] Result<> finish() {
        SHOAL_CHECK(status_);
        do {
            if (key_) SHOAL_CHECK(in_->skip());
            SHOAL_TRY(key_, keys_.next_key());
        } while (key_);
        return {};
    }

private:
    FieldReader(Unpacker& in, const MapReader& keys) : in_{&in}, keys_{keys} {}

    template <class T>
    Result<> take(std::string_view key, T& value) {
        // Both sides are of one version nearly always: the next key is the one that is wanted.
        if (!key_ && keys_.take_key(key)) return read(*in_, value);
        SHOAL_CHECK(look_for(key));
        if (key_ != key) return {};
        key_.reset();
        return read(*in_, value);
    }

    /// Passes over what stands before `key`. Then key_ is `key` or one behind it, or there is none any more.
    Result<> look_for(std::string_view key) {
        if (!key_) {
            SHOAL_TRY(key_, keys_.next_key());
        }
        while (key_ && *key_ < key) {
            SHOAL_CHECK(in_->skip());
            SHOAL_TRY(key_, keys_.next_key());
        }
        return {};
    }

    Unpacker* in_;
    MapReader keys_;
    std::optional<std::string_view> key_;  // that was read, and whose value was not
    Result<> status_;
};

template <class T>
requires std::is_class_v<T> Result<> read(Unpacker& in, T& value) {
    SHOAL_TRY(auto reader, FieldReader::open(in));
    T::fields(reader, value);
    return reader.finish();
}

template <class T>
Result<T> read_whole(BytesView body) {
    Unpacker in{body};
    T value;
    SHOAL_CHECK(read(in, value));
    SHOAL_CHECK(in.finish());
    return value;
}

// --- variants --------------------------------------------------------------------------------------------------------

/// Reads the alternative of `Variant` whose name is `name`; of it, what `Part` names (itself, or its reply).
template <class Result_, class Variant, template <class> class Part, std::size_t I = 0>
Result<Result_> read_named(std::string_view name, BytesView body) {
    if constexpr (I == std::variant_size_v<Variant>) {
        return fail(Errc::unsupported, "this side does not know what was named; one of the two is older");
    } else {
        using Alternative = std::variant_alternative_t<I, Variant>;
        if (Alternative::name != name) return read_named<Result_, Variant, Part, I + 1>(name, body);
        SHOAL_TRY(auto value, read_whole<typename Part<Alternative>::type>(body));
        return Result_{std::move(value)};
    }
}

template <class T>
using Itself = std::type_identity<T>;

template <class T>
using ReplyOf = std::type_identity<typename T::Reply>;

}  // namespace

std::string_view request_name(const Request& request) {
    return std::visit([](const auto& r) { return std::decay_t<decltype(r)>::name; }, request);
}

std::string_view event_name(const Event& event) {
    return std::visit([](const auto& e) { return std::decay_t<decltype(e)>::name; }, event);
}

Result<Bytes> encode_request(const Request& request) {
    Packer out;
    FieldWriter writer{out};
    std::visit([&](const auto& r) { writer.write_struct(r); }, request);
    if (writer.repaired()) return fail(Errc::malformed, "names and paths must be UTF-8");
    return out.take();
}

Result<Request> decode_request(std::string_view name, BytesView body) {
    return read_named<Request, Request, Itself>(name, body);
}

void pack_reply(Packer& out, const Reply& reply) {
    std::visit([&](const auto& r) { FieldWriter{out}.write_struct(r); }, reply);
}

Bytes encode_reply(const Reply& reply) {
    Packer out;
    pack_reply(out, reply);
    return out.take();
}

Result<Reply> decode_reply(std::string_view request_name, BytesView body) {
    return read_named<Reply, Request, ReplyOf>(request_name, body);
}

void pack_event(Packer& out, const Event& event) {
    std::visit([&](const auto& e) { FieldWriter{out}.write_struct(e); }, event);
}

Bytes encode_event(const Event& event) {
    Packer out;
    pack_event(out, event);
    return out.take();
}

Result<Event> decode_event(std::string_view name, BytesView body) {
    return read_named<Event, Event, Itself>(name, body);
}

std::string valid_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto point = first_code_point(text);
        const std::size_t taken = point ? point->length : 1;
        out += point ? text.substr(0, taken) : replacement_character;
        text.remove_prefix(taken);
    }
    return out;
}

}  // namespace shoal
