#pragma once
// Single fields of KRPC messages, for krpc.cpp, krpc_query.cpp and krpc_reply.cpp.

#include "dht/bencode.h"
#include "dht/krpc.h"

namespace shoal::dht::krpc {

[[nodiscard]] inline Bytes copy(BytesView view) {
    return {view.begin(), view.end()};
}

/// The string under `key`; nothing if it is absent or of another kind.
[[nodiscard]] inline std::optional<BytesView> string_at(const bencode::Value& dictionary, std::string_view key) {
    const auto value = dictionary.find(key);
    return value ? value->string() : std::nullopt;
}

/// The id-like value under `key`; nothing if it is absent or has another size.
template <class T>
[[nodiscard]] std::optional<T> id_at(const bencode::Value& dictionary, std::string_view key) {
    const auto value = string_at(dictionary, key);
    return value ? T::from(*value) : std::nullopt;
}

/// N bytes under `key`; nothing if it is absent or has another size.
template <std::size_t N>
[[nodiscard]] std::optional<std::array<Byte, N>> array_at(const bencode::Value& dictionary, std::string_view key) {
    const auto value = string_at(dictionary, key);
    if (!value || value->size() != N) return std::nullopt;
    std::array<Byte, N> out;
    std::copy(value->begin(), value->end(), out.begin());
    return out;
}

/// True for a number other than 0; absent or of another kind is false.
[[nodiscard]] inline bool flag_at(const bencode::Value& dictionary, std::string_view key) {
    const auto value = dictionary.find(key);
    return value && value->integer().value_or(0) != 0;
}

/// What stands at the end of every message.
inline void write_tail(bencode::Writer& out, BytesView transaction, BytesView version, std::string_view kind) {
    out.key("t").string(transaction);
    if (!version.empty()) out.key("v").string(version);
    out.key("y").string(kind).end();
}

[[nodiscard]] Result<Message> read_query(const bencode::Value& root, Bytes transaction, Bytes version);
[[nodiscard]] Result<Message> read_reply(const bencode::Value& root, Bytes transaction, Bytes version);
[[nodiscard]] Result<Message> read_error(const bencode::Value& root, Bytes transaction, Bytes version);

}  // namespace shoal::dht::krpc
