# What delight does in bash, for delight.cmd: builds Delight.Host where its inputs differ from those of the last build.
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$hostDll = Join-Path $root 'artifacts\bin\Delight.Host\release\Delight.Host.dll'
$state = Join-Path $root 'artifacts\launcher'
$packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { Join-Path $HOME '.nuget\packages' }

function Say([string] $text) { [Console]::Error.WriteLine($text) }

# Files by name, size and time, settings, the packages that a feed may lack, and the commit, which the SDK writes into the assemblies.
function Get-Inputs {
  $lines = @("CI=$env:CI DELIGHT_AKKA=$env:DELIGHT_AKKA DELIGHT_TORCH=$env:DELIGHT_TORCH packages=$packages")
  foreach ($pattern in 'akka', 'akka.*', 'torchsharp-cpu') {
    $lines += @(Get-ChildItem (Join-Path $packages "$pattern\*") -Directory -ErrorAction SilentlyContinue | ForEach-Object FullName)
  }
  if (Get-Command git -ErrorAction SilentlyContinue) {
    # Under 'Stop' older PowerShells take redirected lines of standard error for failures, as in a folder without a commit.
    try { $lines += @(& git -C $root rev-parse HEAD 2>$null) } catch { $lines += 'no commit' }
  }
  $files = @(Get-ChildItem (Join-Path $root 'src'), (Join-Path $root 'eng') -Recurse -File)
  $files += @(Get-ChildItem (Join-Path $root '*') -File -Include *.props, *.targets, global.json, BannedSymbols.txt, .editorconfig)
  $lines += $files | Sort-Object FullName | ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" }
  return ($lines -join "`n")
}

function Test-Fresh {
  $known = Join-Path $state 'inputs'
  return (Test-Path $hostDll) -and (Test-Path $known) -and ([IO.File]::ReadAllText($known) -ceq (Get-Inputs))
}

# Runs dotnet with its output in a file and returns its exit code; -1 where it had to be stopped.
function Invoke-Dotnet([string[]] $arguments, [string] $log, [int] $seconds) {
  $quoted = $arguments | ForEach-Object { '"' + $_ + '"' }
  $process = Start-Process dotnet -ArgumentList $quoted -PassThru -NoNewWindow -RedirectStandardOutput $log `
    -RedirectStandardError "$log.errors"
  # Reading the handle makes the exit code available later.
  $null = $process.Handle
  if ($seconds -gt 0 -and -not $process.WaitForExit($seconds * 1000)) {
    $process.Kill()
    return -1
  }
  $process.WaitForExit()
  return $process.ExitCode
}

# Tries whether this feed has the packages of a group in the pinned version; the bash launcher says why in this way. Returns 'yes' or 'no'
# and the version, or nothing where the packages are there already.
function Find-Packages([string] $group, [string] $property, [string] $project, [int] $seconds) {
  $log = Join-Path $state "$group-probe.log"
  $code = Invoke-Dotnet @('msbuild', $project, '-nologo', "-getProperty:$group,$property") $log 0
  if ($code -ne 0) { return }
  $properties = (Get-Content $log -Raw | ConvertFrom-Json).Properties
  if ($properties.$group -ne 'false') { return }
  $version = $properties.$property
  $probe = Join-Path $root 'artifacts\probe'
  $code = Invoke-Dotnet @('restore', $project, "-p:$group=true", "-p:$property=[$version]", "-p:ArtifactsPath=$probe", `
    '-nodeReuse:false') $log $seconds
  Remove-Item $probe -Recurse -Force -ErrorAction SilentlyContinue
  return @($(if ($code -eq 0) { 'yes' } else { 'no' }), $version)
}

# Asks the feed once for Akka.NET, briefly, and remembers the answer.
function Find-Akka {
  $outcome = Join-Path $root 'artifacts\akka-feed'
  if ($env:DELIGHT_AKKA -or (Test-Path $outcome)) { return }
  $found = Find-Packages 'Akka' 'AkkaVersion' (Join-Path $root 'tests\Delight.Actors.Akka.Tests') 60
  if (-not $found) { return }
  [IO.File]::WriteAllText($outcome, "$($found[0])`n")
  if ($found[0] -eq 'no') {
    Say ("delight: the package feed has no Akka $($found[1]), going on without the akka runtime; " +
      'to ask again, delete artifacts\akka-feed')
  }
}

# True where the command line, the scenario or run that it names, or the environment asks for the torch engine, which is not there yet.
function Test-TorchWanted([string[]] $arguments) {
  if ($env:DELIGHT_TORCH -or (Test-Path (Join-Path $root 'artifacts\torch-feed'))) { return $false }
  $version = ([xml] (Get-Content (Join-Path $root 'Directory.Build.props') -Raw)).SelectSingleNode('//TorchSharpVersion').InnerText
  if (Test-Path (Join-Path $packages "torchsharp-cpu\$version")) { return $false }
  if ((Get-ChildItem env: | Where-Object { $_.Name -ieq 'DELIGHT__POLICY__ENGINE' }).Value -eq 'torch') { return $true }
  $scenarios = Join-Path $root 'scenarios'
  foreach ($argument in $arguments) {
    if ($argument -like '*policy.engine=torch*' -or $argument -eq 'torch-memory') { return $true }
    if ($argument.IndexOfAny([IO.Path]::GetInvalidPathChars()) -ge 0) { continue }
    foreach ($file in $argument, "$argument.json", "$argument\run.json", "$scenarios\$argument", "$scenarios\$argument.json") {
      if ($file -like '*.json' -and (Test-Path -LiteralPath $file -PathType Leaf) -and
        (Get-Content -LiteralPath $file -Raw) -match '"engine"\s*:\s*"torch"') { return $true }
    }
  }
  return $false
}

# Asks the feed once for TorchSharp. Once its packages lie in the package folder, the build takes them up.
function Find-Torch {
  Say 'delight: the torch engine is asked for, fetching TorchSharp (hundreds of megabytes) ...'
  $found = Find-Packages 'Torch' 'TorchSharpVersion' (Join-Path $root 'tests\Delight.Learning.Torch.Tests') 1800
  if ($found -and $found[0] -eq 'no') {
    [IO.File]::WriteAllText((Join-Path $root 'artifacts\torch-feed'), "no`n")
    Say "delight: the package feed has no TorchSharp-cpu $($found[1]); to ask again, delete artifacts\torch-feed"
  }
}

function Invoke-Build {
  Find-Akka
  Say 'building ...'
  $inputs = Get-Inputs
  $log = Join-Path $state 'build.log'
  $project = Join-Path $root 'src\Delight.Host\Delight.Host.csproj'
  $code = Invoke-Dotnet @('build', $project, '-c', 'Release', '-nologo', '-v:q', '-nodeReuse:false') $log 0
  if ($code -ne 0) {
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
$torchWanted = Test-TorchWanted $args
if (-not $torchWanted -and (Test-Fresh)) { exit 0 }
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
  if ($torchWanted) { Find-Torch }
  if (-not (Test-Fresh)) { Invoke-Build }
} finally {
  $lock.Dispose()
}
