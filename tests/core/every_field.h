#pragma once
// Every struct of the engine's contract, with a value of its own in every field.

#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/events.h"
#include "core/requests.h"

namespace shoal::contract_tests {

template <class Variant, std::size_t... I>
void for_alternatives(auto&& visit, std::index_sequence<I...>) {
    (visit(std::variant_alternative_t<I, Variant>{}), ...);
}

/// Calls `visit` with an empty value of every alternative.
template <class Variant>
void for_alternatives(auto&& visit) {
    for_alternatives<Variant>(visit, std::make_index_sequence<std::variant_size_v<Variant>>{});
}

/// The archive that gives every field a value of its own, and never its default.
struct Filler {
    std::uint64_t next = 200;
    void operator()(std::string_view, auto& value) { fill(value); }
    void fill(bool& value) { value = !value; }
    void fill(std::uint64_t& value) { value = next++; }
    void fill(std::string& value) { value = "text \xc3\xa9 " + std::to_string(next++); }
    void fill(ShareState& value) { value = ShareState::seeding; }
    void fill(FilePriority& value) { value = FilePriority::high; }
    void fill(Bytes& value) {
        const auto text = "bytes " + std::to_string(next++);
        const auto view = as_bytes(text);
        value.assign(view.begin(), view.end());
    }
    template <class T>
    void fill(std::vector<T>& values) {
        values.resize(2);
        for (auto& value : values) fill(value);
    }
    template <class T>
    requires requires(Filler f, T& t) { T::fields(f, t); }
    void fill(T& value) { T::fields(*this, value); }
};

template <class T>
T filled() {
    T value;
    Filler filler;
    T::fields(filler, value);
    return value;
}

/// Becomes whatever a member of Owner needs, but no Owner; only ever looked at.
template <class Owner>
struct Anything {
    template <class T>
    requires(!std::is_same_v<T, Owner>)
    operator T() const;
};

/// How many members an aggregate has.
template <class T, class... Members>
constexpr std::size_t member_count() {
    if constexpr (requires { T{Members{}..., Anything<T>{}}; }) {
        return member_count<T, Members..., Anything<T>>();
    } else {
        return sizeof...(Members);
    }
}

}  // namespace shoal::contract_tests
