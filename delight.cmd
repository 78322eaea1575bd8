@echo off
rem The launcher on Windows: builds Delight.Host on first use and after changes, then runs it with the arguments given.
rem What the build has to say goes to standard error, so that --json stays one JSON object on standard output.
setlocal
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0eng\build-host.ps1" %* 1>&2
if errorlevel 1 exit /b %errorlevel%
dotnet "%~dp0artifacts\bin\Delight.Host\release\Delight.Host.dll" %*
exit /b %errorlevel%
