using Tarn.Cli.Hosting;

return (int)await new TarnHost(CliServices.OfProcess()).RunAsync(args);
