# Kaplan-Meier and Aalen-Johansen by R's survival package, as values to hold the program's against.
#
#   Rscript survival.R make                        random waits, one case a line: milliseconds:cause ...
#   Rscript survival.R outputs INPUTS              what R makes of them
#   Rscript survival.R check INPUTS OUTPUTS        R's values now against those stored; fails if they differ
#
# Outputs, a line each, "-" where R has no value:
#   case N
#   km TIME S LO HI          at each event time of any cause; interval on the log-log scale
#   mean HORIZON AREA        restricted mean to 300 s, or to the longest wait where nobody was watched to it
#   aj TIME F1 F2            at each event time
suppressPackageStartupMessages(library(survival))

zeta <- 1.959963984540054
tau <- 300000

make_inputs <- function() {
  set.seed(20250301)
  for (case in 1:60) {
    n <- sample(c(1, 2, 3, 5, 8, 20, 60, 200), 1)
    step <- sample(c(1, 500, 5000, 20000), 1)  # a coarse one gives ties of both causes and of censored waits
    time <- step * floor(rexp(n, 1 / 90000) / step)
    censored <- sample(c(0, 0.2, 0.6, 0.95), 1)
    cause <- ifelse(runif(n) < censored, 0, sample(1:2, n, replace = TRUE, prob = c(2, 1)))
    cat(sprintf("%d:%d", as.integer(time), as.integer(cause)), sep = " ")
    cat("\n")
  }
}

shown <- function(value) ifelse(is.na(value), "-", sprintf("%.15g", value))

outputs_of <- function(line, number) {
  pairs <- strsplit(strsplit(line, " ")[[1]], ":")
  time <- as.numeric(sapply(pairs, `[`, 1))
  cause <- as.integer(sapply(pairs, `[`, 2))
  lines <- sprintf("case %d", number)

  km <- survfit(Surv(time, cause != 0) ~ 1, conf.type = "log-log", conf.int = 2 * pnorm(zeta) - 1)
  at <- which(km$n.event > 0)
  zero <- km$surv[at] < 1e-12  # no interval where nobody is left
  lower <- ifelse(zero, NA, km$lower[at])
  upper <- ifelse(zero, NA, km$upper[at])
  if (length(at) > 0) {
    lines <- c(lines, paste("km", shown(km$time[at]), shown(ifelse(zero, 0, km$surv[at])), shown(lower), shown(upper)))
  }
  horizon <- if (min(km$surv) < 1e-12 || max(time) >= tau) tau else max(time)
  if (horizon > 0) {
    area <- unname(summary(km, rmean = horizon)$table["rmean"])
    lines <- c(lines, paste("mean", shown(horizon), shown(area)))
  }

  # Of several states R begins at the first time and leaves out what happens there; a second more changes nothing else.
  aj <- survfit(Surv(time + 1000, factor(cause, 0:2, c("censored", "first", "second"))) ~ 1)
  causes <- match(c("first", "second"), aj$states)
  at <- which(rowSums(aj$n.event[, causes, drop = FALSE]) > 0)
  shares <- aj$pstate[, causes, drop = FALSE]
  if (length(at) > 0) {
    lines <- c(lines, paste("aj", shown(aj$time[at] - 1000), shown(shares[at, 1]), shown(shares[at, 2])))
  }
  lines
}

outputs <- function(path) {
  inputs <- readLines(path)
  unlist(mapply(outputs_of, inputs, seq_along(inputs), SIMPLIFY = FALSE, USE.NAMES = FALSE))
}

check <- function(now, stored) {
  if (length(now) != length(stored)) stop("other numbers of lines: ", length(now), ", stored ", length(stored))
  left <- strsplit(now, " ")
  right <- strsplit(stored, " ")
  for (i in seq_along(now)) {
    a <- suppressWarnings(as.numeric(left[[i]]))
    b <- suppressWarnings(as.numeric(right[[i]]))
    alike <- left[[i]] == right[[i]] | (!is.na(a) & !is.na(b) & abs(a - b) <= 1e-9 * pmax(1, abs(b)))
    if (length(a) != length(b) || !all(alike)) stop("line ", i, ": ", now[i], ", stored: ", stored[i])
  }
  cat(length(now), "lines agree\n")
}

given <- commandArgs(trailingOnly = TRUE)
if (given[1] == "make") {
  make_inputs()
} else if (given[1] == "outputs") {
  writeLines(outputs(given[2]))
} else if (given[1] == "check") {
  check(outputs(given[2]), readLines(given[3]))
} else {
  stop("make, outputs or check")
}
