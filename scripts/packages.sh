# The Debian 12 packages that lull needs, in one place. Source this file; it then offers install_missing.

# To build and run the program.
build_packages=(
  cmake g++ ninja-build pkg-config
  libavcodec-dev libavformat-dev libavutil-dev libswresample-dev
  libcli11-dev libfmt-dev libpugixml-dev libsimdjson-dev libsndfile1-dev libsoxr-dev libsqlite3-dev libssl-dev
  libtomlplusplus-dev nlohmann-json3-dev
)

# To build and run the tests as well.
test_packages=(
  chromium ffmpeg libbenchmark-dev libfftw3-dev libgmock-dev libgtest-dev librapidcheck-dev python3 sqlite3
  munge slurm-wlm
)
# For the tests of the report's pages. A node from elsewhere brings its own npm, and Debian's does not go beside it.
if ! command -v npm >/dev/null; then test_packages+=(nodejs npm); fi

# For two more tests, which are left out where they are not: the stored survival curves are still those of R, and the
# features of frames are those of SciPy.
reference_packages=(
  python3-scipy r-base-core r-cran-survival
)

# install_missing PACKAGES...: installs those that are not there; touches neither apt nor the network when all are.
install_missing() {
  local package missing=()
  for package in "$@"; do
    if [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true) != installed ]]; then
      missing+=("$package")
    fi
  done
  if ((${#missing[@]} == 0)); then return 0; fi

  local as_root=()
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      echo "These packages are missing: ${missing[*]}" >&2
      echo "Install them as root (apt-get install ...), or install sudo, and start again." >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "Installing: ${missing[*]}" >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${missing[@]}" >&2
}
