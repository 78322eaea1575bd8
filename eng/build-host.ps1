# What delight does in bash, for delight.cmd: builds Delight.Host where its inputs differ from those of the last build.
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$hostDll = Join-Path $root 'artifacts\bin\Delight.Host\release\Delight.Host.dll'
$state = Join-Path $root 'artifacts\launcher'

function Say([string] $text) { [Console]::Error.WriteLine($text) }

# Files by name, size and time, settings, and the commit, which the SDK writes into the assemblies. The package folder is written into the
# host's runtimeconfig.json.
function Get-Inputs {
  $lines = @("CI=$env:CI packages=$env:NUGET_PACKAGES")
  if (Get-Command git -ErrorAction SilentlyContinue) {
    # Under 'Stop' older PowerShells take redirected lines of standard error for failures, as in a folder without a commit.
    try { $lines += @(& git -C $root rev-parse HEAD 2>$null) } catch { $lines += 'no commit' }
  }
  $files = @('src', 'eng', 'hocon' | ForEach-Object { Get-ChildItem (Join-Path $root $_) -Recurse -File })
  $files += @(Get-ChildItem (Join-Path $root '*') -File -Include *.props, *.targets, global.json, BannedSymbols.txt, .editorconfig)
  $lines += $files | Sort-Object FullName | ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" }
  return ($lines -join "`n")
}

function Test-Fresh {
  $known = Join-Path $state 'inputs'
  return (Test-Path $hostDll) -and (Test-Path $known) -and ([IO.File]::ReadAllText($known) -ceq (Get-Inputs))
}

function Invoke-Build {
  Say 'building ...'
  $inputs = Get-Inputs
  $log = Join-Path $state 'build.log'
  $project = Join-Path $root 'src\Delight.Host\Delight.Host.csproj'
  $arguments = 'build', "`"$project`"", '-c', 'Release', '-nologo', '-v:q', '-nodeReuse:false'
  $process = Start-Process dotnet -ArgumentList $arguments -PassThru -NoNewWindow -RedirectStandardOutput $log `
    -RedirectStandardError "$log.errors"
  # Reading the handle makes the exit code available later.
  $null = $process.Handle
  $process.WaitForExit()
  if ($process.ExitCode -ne 0) {
    $found = @(Get-Content $log | Where-Object { $_ -match ': error ' } | Sort-Object -Unique)
    if ($found.Count -eq 0) { $found = @(Get-Content $log) + @(Get-Content "$log.errors") }
    $found | ForEach-Object { Say $_ }
    Say 'delight: the build failed'
    exit 1
  }
  [IO.File]::WriteAllText((Join-Path $state 'inputs'), $inputs)
}

$need = 'needs the .NET SDK 10 or later'
$remedy = 'Install it from https://dotnet.microsoft.com/download and try again.'
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
  Say "delight: $need, found no dotnet on PATH. $remedy"
  exit 2
}
if (Test-Fresh) { exit 0 }
$sdks = @(& dotnet --list-sdks | ForEach-Object { ($_ -split ' ')[0] })
if (-not ($sdks | Where-Object { [int]($_ -split '\.')[0] -ge 10 })) {
  Say "delight: $need, found $(if ($sdks) { $sdks -join ' ' } else { 'no SDK' }). $remedy"
  exit 2
}

# One build at a time: the open file is the lock, and Windows closes it with the process, so that no lock outlives its owner.
$null = New-Item -ItemType Directory -Force $state
$lock = $null
$said = $false
while ($null -eq $lock) {
  try {
    $lock = [IO.File]::Open((Join-Path $state 'lock'), 'OpenOrCreate', 'ReadWrite', 'None')
  } catch [IO.IOException] {
    if (-not $said) { Say 'delight: waiting for another build of this folder' }
    $said = $true
    Start-Sleep -Milliseconds 200
  }
}
try {
  if (-not (Test-Fresh)) { Invoke-Build }
} finally {
  $lock.Dispose()
}
