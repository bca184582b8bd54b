using Tarn.Common;

namespace Tarn.Cli.Errors;

/// <summary>The command line does not fit the command, found after parsing.</summary>
internal sealed class UsageException(string message) : TarnException(ErrorCodes.BadArgument, message);
