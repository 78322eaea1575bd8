#:package Delight.Experiments@0.1.0
#:package Delight.Reports@0.1.0
#:package Delight.Data.Mnist@0.1.0
using Delight.Experiments;
using Delight.Experiments.Scenarios;
using Delight.Reports.Runs;

var mnist = ScenarioFile.Load("mnist-staleness");
var shorter = mnist with { Learner = mnist.Learner with { Steps = 300 } };
var said = new Progress<TrainingProgress>(now => Console.WriteLine($"step {now.Step}, error {now.Error:P1}"));
var run = await Training.RunAsync(shorter, new TrainingOptions { Folder = "runs/mnist", Progress = said });
foreach (var evaluation in run.Evaluations) Console.WriteLine($"after {evaluation.Step}: {evaluation.Error:P1}");
ReportWriter.Write("runs/mnist/report.html", [run], run.Summary.Command);
