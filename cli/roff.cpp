#include "cli/roff.h"

namespace shoal::cli {
namespace {

/// Without a newline at the end.
std::string escaped(std::string_view text) {
    std::string out;
    bool at_line_start = true;
    for (const char c : text) {
        if (at_line_start && (c == '.' || c == '\'')) out += "\\&";
        at_line_start = c == '\n';
        switch (c) {
        case '\\':
            out += "\\e";
            break;
        case '-':
            out += "\\-";
            break;
        case '~':
            out += "\\(ti";
            break;
        case '^':
            out += "\\(ha";
            break;
        case '`':
            out += "\\(ga";
            break;
        case '\'':
            out += "\\(aq";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string joined(std::string_view text, std::string_view between) {
    std::string out;
    while (!text.empty()) {
        const auto end = text.find("\n\n");
        out += (out.empty() ? "" : std::string{between}) + roff_text(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    }
    return out;
}

}  // namespace

std::string roff_text(std::string_view text) {
    return escaped(text) + "\n";
}

std::string roff_paragraphs(std::string_view text) {
    return text.empty() ? "" : ".PP\n" + joined(text, ".PP\n");
}

std::string roff_entry(std::string_view term, std::string_view text) {
    return ".TP\n\\fB" + escaped(term) + "\\fR\n" + joined(text, ".IP\n");
}

std::string roff_heading(std::string_view macro, std::string_view title) {
    std::string quoted;
    for (const char c : escaped(title)) quoted += c == '"' ? std::string{"\\(dq"} : std::string{c};
    return std::string{macro} + " \"" + quoted + "\"\n";
}

std::string roff_example(std::string_view line) {
    return ".PP\n.EX\n    " + escaped(line) + "\n.EE\n";
}

}  // namespace shoal::cli
