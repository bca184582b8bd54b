#compdef tarn
# Completion of tarn for zsh. Add to ~/.zshrc:  source <(tarn completion zsh)
_tarn() {
  local line="${BUFFER[1,CURSOR]}"
  local arguments="${line#*[[:space:]]}"
  local -a suggestions
  suggestions=("${(@f)$(${words[1]} "[suggest:${#arguments}]" "$arguments" 2>/dev/null)}")
  compadd -- $suggestions
  _files
}
compdef _tarn tarn
