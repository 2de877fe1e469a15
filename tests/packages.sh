# What Debian 12 must have to build and to test Shoal. Sourced by cli/demo.sh and tests/run.sh.

build_packages=(cmake ninja-build g++ pkg-config
  libuv1-dev libsodium-dev libmsgpack-dev libsqlite3-dev libutf8proc-dev libseccomp-dev libfmt-dev libcli11-dev
  libtomlplusplus-dev nlohmann-json3-dev libqrencode-dev libmicrohttpd-dev qt6-base-dev libqt6svg6-dev
  qt6-tools-dev qt6-l10n-tools qt6-tools-dev-tools libgl-dev)
test_packages=(libgtest-dev libgmock-dev python3 python3-libtorrent python3-dissononce
  curl iproute2 tcpdump strace util-linux e2fsprogs procps systemd zbar-tools
  dpkg-dev lintian debootstrap man-db zsh fish
  python3-jsonschema transmission-daemon transmission-cli
  fonts-dejavu-core fonts-noto-cjk xvfb xauth xdotool xclip openbox dbus desktop-file-utils appstream)

# Installs those of the named packages that are missing; touches the network only then.
install_missing() {
  local package missing=() root=()
  for package in "$@"; do
    case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
      installed) ;;
      *) missing+=("$package") ;;
    esac
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
      echo "These packages are missing, and installing them needs root: ${missing[*]}" >&2
      return 1
    }
    root=(sudo)
  fi
  echo "Installing ${missing[*]}" >&2
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
    </dev/null >&2
}

# promtool of the package prometheus, put into the directory: to install the package would start a server. Who has
# promtool installed gets nothing.
unpack_promtool() {
  local into=$1 from
  [ ! -x "$into/promtool" ] && ! command -v promtool >/dev/null || return 0
  from=$(mktemp -d) || return 1
  mkdir -p "$into"
  (cd "$from" && apt-get download -qq prometheus >&2) && dpkg-deb --fsys-tarfile "$from"/prometheus_*.deb |
    tar -x -C "$into" --strip-components=3 ./usr/bin/promtool
  local status=$?
  rm -r "$from"
  return $status
}
