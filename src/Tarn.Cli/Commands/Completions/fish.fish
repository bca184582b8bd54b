# Completion of tarn for fish. Save it:  tarn completion fish > ~/.config/fish/completions/tarn.fish
function __tarn_complete
    set -l line (commandline -cp)
    set -l arguments (string replace -r '^\S+\s' '' -- "$line")
    set -l program (commandline -opc)[1]
    $program "[suggest:"(string length -- "$arguments")"]" "$arguments" 2>/dev/null
end
complete -c tarn -a '(__tarn_complete)'
