@echo off
rem The same names as the Makefile; the work is in scripts\tasks.py.
setlocal
set "TARGET=%~1"
if "%TARGET%"=="" set "TARGET=help"
if defined PYTHON goto given
for %%v in (3.14 3.13 3.12 3.11) do (
    py -%%v -c "" >nul 2>nul && (
        py -%%v "%~dp0scripts\tasks.py" %TARGET%
        goto done
    )
)
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && (
    python "%~dp0scripts\tasks.py" %TARGET%
    goto done
)
echo Python 3.11 or later is needed and none was found. 1>&2
exit /b 1
:given
"%PYTHON%" "%~dp0scripts\tasks.py" %TARGET%
:done
exit /b %ERRORLEVEL%
