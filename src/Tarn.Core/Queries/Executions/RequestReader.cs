using Tarn.Common;
using Tarn.Queries.Errors;
using Tarn.Queries.Executions.Prepared;
using Tarn.Queries.Statements;

namespace Tarn.Queries.Executions;

/// <summary>Finds out what a request has to run: the statement it says, or a prepared one.</summary>
internal sealed class RequestReader(ExecutionParts parts, PreparedStatements prepared)
{
    /// <exception cref="TarnException">
    /// <c>TN2007</c>, <c>TN3005</c>: no statement of Athena's; <c>TN1003</c>: no such prepared statement;
    /// <c>TN1005</c>: parameters twice.
    /// </exception>
    public async Task<RequestedStatement> ReadAsync(ExecutionRequest request, CancellationToken cancellationToken)
    {
        PreparedCommand? command = PreparedReader.Read(request.Sql, parts.Queries.Limits);
        switch (command)
        {
            case PreparedCommand.Execute execute:
                return await ReadAsync(execute, request, cancellationToken);
            case PreparedCommand.Prepare prepare:
                await CheckAsync(prepare.Source, cancellationToken);
                break;
            case null:
                return await ReadAsync(request.Sql, request.Parameters, request.Database, cancellationToken);
        }

        return new RequestedStatement(StatementText.Of(request.Sql, command), request.Sql);
    }

    private async Task<RequestedStatement> ReadAsync(
        PreparedCommand.Execute execute, ExecutionRequest request, CancellationToken cancellationToken)
    {
        if (execute.Values.Count > 0 && request.Parameters.Count > 0)
        {
            throw new TarnException(
                ErrorCodes.BadArgument, "parameters are given by USING and by ExecutionParameters; use one of them");
        }

        PreparedStatement found = await prepared.FindAsync(request.WorkGroup, execute.Name, cancellationToken)
            ?? throw new TarnException(
                ErrorCodes.UnknownName, PreparedStatements.Missing(execute.Name, request.WorkGroup));
        IReadOnlyList<string> values = execute.Values.Count > 0 ? execute.Values : request.Parameters;
        try
        {
            return await ReadAsync(found.Sql, values, request.Database, cancellationToken);
        }
        catch (TarnException exception)
        {
            // Its place is in the prepared text, not in the one that whoever asks knows.
            AthenaError error = AthenaError.Of(exception, found.Sql);
            throw new StatementException(exception.Code, $"{error.Name}: {error.Message}", position: 0, error.Hint);
        }
    }

    private async Task<RequestedStatement> ReadAsync(
        string sql, IReadOnlyList<string> parameters, string? database, CancellationToken cancellationToken)
    {
        StatementText text = await ReadTextAsync(sql, database, cancellationToken);
        if (text.Statement is Statement.Query || parameters.Count == 0)
        {
            return new RequestedStatement(text, sql) { Parameters = parameters };
        }

        string whole = await ParameterTexts.PutInAsync(parts.Queries, sql, parameters, cancellationToken);
        return new RequestedStatement(await ReadTextAsync(whole, database, cancellationToken), whole);
    }

    private Task<StatementText> ReadTextAsync(string sql, string? database, CancellationToken cancellationToken) =>
        StatementText.ReadAsync(sql, database, parts.Queries.Limits, parts.Engine, cancellationToken);

    private async Task CheckAsync(EmbeddedQuery source, CancellationToken cancellationToken)
    {
        try
        {
            await prepared.CheckAsync(source.Sql, cancellationToken);
        }
        catch (TarnException exception) when (source.Locate(exception) is { } located)
        {
            throw located;
        }
    }
}
