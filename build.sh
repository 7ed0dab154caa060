#!/bin/sh
# The same tasks as build.ps1. All of them live in tools/Build; without a task it lists them.
set -eu

root=$(cd "$(dirname "$0")" && pwd)
tool="$root/tools/Build/bin/Release/net10.0/Build.dll"

if ! command -v dotnet >/dev/null; then
  echo "The .NET SDK 10 is needed, and dotnet is not on the PATH. Debian, Ubuntu: apt-get install dotnet-sdk-10.0 (Debian needs Microsoft's package feed, https://learn.microsoft.com/dotnet/core/install/linux-debian). Windows: winget install Microsoft.DotNet.SDK.10. macOS: brew install --cask dotnet-sdk." >&2
  exit 1
fi

export DOTNET_NOLOGO=1
# Rebuilding only a stale tool saves two seconds of every call.
if [ ! -f "$tool" ] || [ -n "$(find "$root/tools/Build" -name obj -prune -o \( -name '*.cs' -o -name '*.csproj' \) -newer "$tool" -print)" ]; then
  dotnet msbuild "$root/tools/Build/Build.csproj" -restore -p:Configuration=Release -v:quiet -nologo -tl:off
fi

exec dotnet exec "$tool" "$@"
