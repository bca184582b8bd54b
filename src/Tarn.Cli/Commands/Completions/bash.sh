# Completion of tarn for bash. Add to ~/.bashrc:  source <(tarn completion bash)
_tarn() {
  local line=${COMP_LINE:0:COMP_POINT}
  local arguments=${line#*[[:space:]]}
  local IFS=$'\n'
  COMPREPLY=($("${COMP_WORDS[0]}" "[suggest:${#arguments}]" "$arguments" 2>/dev/null))
}
complete -o default -F _tarn tarn
