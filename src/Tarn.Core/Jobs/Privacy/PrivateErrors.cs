using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Jobs.Privacy;

/// <summary>What is told of errors of a model with private columns: the engine quotes values in some.</summary>
internal static class PrivateErrors
{
    /// <summary>The error's message, or the kind of it when it may have a value in it.</summary>
    public static string MessageOf(ModelDefinition model, EngineException exception) =>
        model.Private is null || !MayQuote(exception.Kind)
            ? exception.Lines[0]
            : $"the SQL fails on a value ({exception.Kind}), which is not told since the model has private columns";

    /// <summary>The error, without values of rows when the model has private columns.</summary>
    public static TarnException Of(ModelDefinition model, TarnException exception) =>
        model.Private is not null && exception is EngineException engine && MayQuote(engine.Kind)
            ? new TarnException(exception.Code, MessageOf(model, engine))
            : exception;

    private static bool MayQuote(EngineErrorKind kind) => kind is not (EngineErrorKind.Parser
        or EngineErrorKind.Binder
        or EngineErrorKind.Catalog
        or EngineErrorKind.IO
        or EngineErrorKind.OutOfMemory
        or EngineErrorKind.Permission
        or EngineErrorKind.Interrupt);
}
