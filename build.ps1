# The same tasks as build.sh. All of them live in tools/Build; without a task it lists them.
# Options as in the shell (--filter X) or as here (-Filter X).
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Analyze', 'Package', 'Bench', 'Clean')]
    [string] $Task
)

$source = Join-Path -Path $PSScriptRoot -ChildPath 'tools/Build'
$tool = Join-Path -Path $source -ChildPath 'bin/Release/net10.0/Build.dll'

if (-not (Get-Command -Name dotnet -CommandType Application -ErrorAction Ignore)) {
    [Console]::Error.WriteLine("The .NET SDK 10 is needed, and dotnet is not on the PATH. Debian, Ubuntu: apt-get install dotnet-sdk-10.0 (Debian needs Microsoft's package feed, https://learn.microsoft.com/dotnet/core/install/linux-debian). Windows: winget install Microsoft.DotNet.SDK.10. macOS: brew install --cask dotnet-sdk.")
    exit 1
}

$env:DOTNET_NOLOGO = '1'
# Rebuilding only a stale tool saves two seconds of every call.
$built = Get-Item -LiteralPath $tool -ErrorAction Ignore
$newer = Get-ChildItem -LiteralPath $source -Recurse -Include '*.cs', '*.csproj' |
    Where-Object { $_.FullName -notmatch '[\\/]obj[\\/]' -and $built -and $_.LastWriteTimeUtc -gt $built.LastWriteTimeUtc }
if (-not $built -or $newer) {
    dotnet msbuild (Join-Path -Path $source -ChildPath 'Build.csproj') -restore -p:Configuration=Release -v:quiet -nologo -tl:off
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

$arguments = @($Task | Where-Object { $_ }) + $args
dotnet exec $tool @arguments
exit $LASTEXITCODE
